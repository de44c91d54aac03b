// What a person's calendar answers by mail. It counts as said on the page, by the same rules: whose address it
// came to says who answers, and an answer that may not be given changes nothing.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import { AttemptCount } from '../identity/attempt-count.js';
import { Clock } from '../platform/clock.js';
import { RsvpService, type MailedAnswer } from '../rsvp/rsvp.service.js';
import type { CalendarKey } from './calendars.js';
import { readReplies, type Reply } from './read-reply.js';
import { startToldBy, type StartsTold } from './told.js';

/** People change their minds, but a mailbox that answers itself goes on for ever. */
export const REPLIES_AN_HOUR = 20;

const answers: Readonly<Record<string, MailedAnswer>> = { ACCEPTED: 'comes', DECLINED: 'declines' };

interface Asked extends CalendarKey {
  readonly email: string;
  readonly startsTold: StartsTold;
}

@Injectable()
export class RepliesService {
  private readonly logger = new Logger('CalendarMail');
  private readonly replies: AttemptCount;

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly rsvps: RsvpService,
    private readonly clock: Clock,
  ) {
    const bound = { of: 'calendar-reply', most: REPLIES_AN_HOUR, seconds: 3600 };
    this.replies = new AttemptCount(dataSource, bound);
  }

  async isKnown(hash: Buffer): Promise<boolean> {
    return (await this.find(hash)) !== null;
  }

  /** Whether another letter to this address is one too many for now. */
  async isTooMany(hash: Buffer): Promise<boolean> {
    return (await this.replies.add(hash.toString('base64url'))) !== null;
  }

  /** Takes what a letter answers, if it answers anything. Throws only when it could not be looked at. */
  async take(hash: Buffer, letter: Buffer): Promise<void> {
    const asked = await this.find(hash);
    if (!asked) return;
    const replies = (await readReplies(letter)).filter(({ uid }) => uid === asked.meetingId);
    const [reply, ...others] = replies;
    const refusal = !reply
      ? 'no-answer'
      : others.length > 0
        ? 'several-answers'
        : await this.answer(asked, reply);
    if (refusal !== null) this.logger.log(`A reply changed nothing: ${refusal}.`);
  }

  /** Null when it counts; otherwise in a word why it does not. */
  private async answer(asked: Asked, reply: Reply): Promise<string | null> {
    const { partnershipId, meetingId, personId, email } = asked;
    if (reply.attendee !== email) return 'of-somebody-else';
    const answer = answers[reply.answer];
    if (!answer) return 'undecided';
    const now = this.clock.now();
    const at = reply.at && reply.at < now ? reply.at : now;
    const given = { at, forStart: startToldBy(asked.startsTold, reply.sequence) };
    try {
      const who = { personId, opensClosed: false };
      const actor = await this.directory.actorIn(who, partnershipId);
      const counts = await this.rsvps.answerByMail(actor, meetingId, answer, given);
      return counts ? null : 'outdone';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  private async find(hash: Buffer): Promise<Asked | null> {
    const [asked] = await this.dataSource.query<Asked[]>(
      `SELECT partnership_id AS "partnershipId", meeting_id AS "meetingId",
         person_id AS "personId", email,
         CASE WHEN written IS NULL THEN starts_told ELSE
           starts_told || jsonb_build_object(written_sequence, written -> 'startsAt')
         END AS "startsTold"
       FROM calendar_letter
       JOIN person ON person.id = person_id
       WHERE reply_hash = $1`,
      [hash],
    );
    return asked ?? null;
  }
}
