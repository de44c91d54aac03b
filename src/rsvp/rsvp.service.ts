// Whether people come, as they say until the meeting opens. An answer is for one's own agency and for
// whoever leads the meeting: the others at the table learn from the attendance who came. Guests are asked
// by their invitation and not here.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { NewRsvp, Rsvp, RsvpList } from '../contract/rsvp.js';
import type { RsvpAnswer } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { answersForAgency } from '../domain/meeting/roles.js';
import { staysBefore, type Given } from '../domain/meeting/rsvps.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { holdMeeting } from '../meetings/hold-meeting.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { Clock } from '../platform/clock.js';
import { inSnapshot, inTransaction } from '../platform/database/transaction.js';
import { RsvpRow } from './rows/rsvp-row.js';

/** A calendar names no deputy. */
export type MailedAnswer = Exclude<RsvpAnswer, 'sends-deputy'>;

interface Said {
  readonly answer: RsvpAnswer;
  readonly at: Date;
  readonly forStart: Date;
}

@Injectable()
export class RsvpService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  list(asker: Actor, meetingId: string): Promise<RsvpList> {
    return inSnapshot(this.dataSource, async (manager) => {
      const actor = await this.memberNow(manager, asker);
      const { partnershipId } = actor;
      const meeting = await manager.findOneBy(MeetingRow, { partnershipId, id: meetingId });
      if (!meeting) throw new DomainError('not-found');
      return readList(manager, actor, meeting);
    });
  }

  /** Puts the person's answer in the place of the one they gave before. */
  answer(asker: Actor, meetingId: string, { forStart, ...said }: NewRsvp): Promise<RsvpList> {
    return inTransaction(this.dataSource, async (manager) => {
      const { actor, meeting } = await this.hold(manager, asker, meetingId);
      if (forStart !== undefined) assertIsAbout(meeting, forStart);
      if (said.deputyId !== null) await assertCanComeFor(manager, actor, said.deputyId);
      const given = { at: this.clock.now(), forStart: meeting.startsAt };
      await put(manager, actor, meetingId, { ...said, ...given });
      return readList(manager, actor, meeting);
    });
  }

  /**
   * As `answer`, with what the person's calendar has sent: `at` is when they gave it, `forStart` which start they
   * knew of, if not the one that the meeting has. Returns whether it counts.
   */
  answerByMail(
    asker: Actor,
    meetingId: string,
    answer: MailedAnswer,
    { at, forStart }: Given,
  ): Promise<boolean> {
    return inTransaction(this.dataSource, async (manager) => {
      const { actor, meeting } = await this.hold(manager, asker, meetingId);
      const { partnershipId, personId } = actor;
      const given = { at, forStart: forStart ?? meeting.startsAt };
      const standing = await manager.findOneBy(RsvpRow, { partnershipId, meetingId, personId });
      if (standing && outlasts(standing, { answer, ...given }, meeting.startsAt)) return false;
      await put(manager, actor, meetingId, { answer, deputyId: null, ...given });
      return true;
    });
  }

  /** The meeting while it can be answered, and who answers: one answer of theirs after the other. */
  private async hold(manager: EntityManager, asker: Actor, meetingId: string) {
    const actor = await this.memberNow(manager, asker);
    const { partnershipId, personId } = actor;
    const meeting = await holdMeeting(manager, { partnershipId, meetingId });
    if (!meeting) throw new DomainError('not-found');
    if (!answersForAgency(actor.role)) throw new DomainError('not-allowed');
    if (meeting.status !== 'planned') throw new DomainError('wrong-state');
    // The answer itself may not be there yet.
    await manager.query(
      `SELECT FROM membership WHERE partnership_id = $1 AND person_id = $2 FOR NO KEY UPDATE`,
      [partnershipId, personId],
    );
    return { actor, meeting };
  }

  /** Who asks, by the rights of this moment; to guests there is nothing here. */
  private async memberNow(manager: EntityManager, { partnershipId, ...who }: Actor) {
    const actor = actorOf(await this.directory.current(manager, partnershipId), partnershipId, who);
    if (actor.onlyMeetingId !== undefined) throw new DomainError('not-found');
    return actor;
  }
}

/** Whether an answer stays where it is when one arrives by mail. */
function outlasts(standing: RsvpRow, arriving: Said, startsAt: Date): boolean {
  const { answeredAt: at, forStart, answer } = standing;
  if (staysBefore({ at, forStart }, arriving, startsAt)) return true;
  // Who has named a deputy declines to have the hours free in their own calendar. Of another start they have not.
  return (
    answer === 'sends-deputy' &&
    arriving.answer === 'declines' &&
    (forStart ?? startsAt).getTime() === arriving.forStart.getTime()
  );
}

/** Whoever was shown another start has not answered for the one that the meeting has. */
function assertIsAbout({ startsAt }: MeetingRow, forStart: string): void {
  if (startsAt.getTime() !== Date.parse(forStart))
    throw new DomainError('stale', 'The meeting has been moved.', {
      startsAt: startsAt.toISOString(),
    });
}

async function put(
  manager: EntityManager,
  { partnershipId, personId }: Actor,
  meetingId: string,
  { at: answeredAt, ...said }: Said & Pick<NewRsvp, 'deputyId'>,
): Promise<void> {
  await manager.upsert(RsvpRow, { partnershipId, meetingId, personId, answeredAt, ...said }, [
    ...['partnershipId', 'meetingId', 'personId'],
  ]);
}

async function readList(
  manager: EntityManager,
  actor: Actor,
  { id: meetingId, startsAt }: MeetingRow,
): Promise<RsvpList> {
  const { partnershipId, agencyId, role } = actor;
  const rows = await manager.query<RsvpAsRead[]>(
    `SELECT rsvp.person_id AS "personId", person.name, agency_id AS "agencyId", answer,
       deputy_id AS "deputyId", deputy.name AS "deputyName", answered_at AS "answeredAt",
       coalesce(for_start, starts_at) <> starts_at AS "isBeforeMove"
     FROM rsvp
     JOIN meeting USING (partnership_id)
     JOIN membership USING (partnership_id, person_id)
     JOIN agency USING (partnership_id)
     JOIN person ON person.id = rsvp.person_id
     LEFT JOIN person AS deputy ON deputy.id = deputy_id
     WHERE partnership_id = $1 AND meeting_id = $2 AND meeting.id = meeting_id AND agency.id = agency_id
       AND ($3::uuid IS NULL OR agency_id = $3)
     ORDER BY position, person.name, person.id`,
    [partnershipId, meetingId, role === 'coordinator' ? null : agencyId],
  );
  return {
    startsAt: startsAt.toISOString(),
    answers: rows.map(toRsvp),
    deputies: await readDeputies(manager, actor),
  };
}

interface RsvpAsRead extends Pick<
  Rsvp,
  'personId' | 'name' | 'agencyId' | 'answer' | 'isBeforeMove'
> {
  deputyId: string | null;
  deputyName: string | null;
  answeredAt: Date;
}

function toRsvp({ deputyId, deputyName, answeredAt, ...row }: RsvpAsRead): Rsvp {
  return {
    ...row,
    deputy: deputyId && deputyName ? { personId: deputyId, name: deputyName } : null,
    answeredAt: answeredAt.toISOString(),
  };
}

/** The others of the agency who speak for it, those first who are named as deputies. */
function readDeputies(
  manager: EntityManager,
  { partnershipId, agencyId, personId }: Actor,
): Promise<RsvpList['deputies']> {
  return manager.query(
    `SELECT person_id AS "personId", name
     FROM membership JOIN person ON person.id = person_id
     WHERE partnership_id = $1 AND agency_id = $2 AND person_id <> $3
       AND role IN ('coordinator', 'attendee')
       AND NOT EXISTS (
         SELECT FROM guest_pass
         WHERE guest_pass.partnership_id = $1 AND guest_pass.person_id = person.id)
     ORDER BY is_deputy DESC, name, person_id`,
    [partnershipId, agencyId, personId],
  );
}

async function assertCanComeFor(manager: EntityManager, actor: Actor, deputyId: string) {
  const deputies = await readDeputies(manager, actor);
  if (!deputies.some(({ personId }) => personId === deputyId))
    throw new DomainError('unknown-reference', 'The deputy is not among those of the agency.');
}
