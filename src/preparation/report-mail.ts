// Asks for the letters about reports, and writes each as it leaves: to nobody whose agency has answered
// by then, nor about a meeting that is cancelled or has begun.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { reportLetterKinds, type ReportLetterKind } from '../contract/vocabulary.js';
import type { Letter } from '../mail/letter.js';
import { MailService, type Outcome } from '../mail/mail.service.js';
import type { BoardKey } from '../meetings/board-key.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { factsFor, noteLetters } from './due-letters.js';
import { reportLetter } from './report-letter.js';

/** For a day; a reminder that comes later is of little use. */
const TRIES = 14;

@Injectable()
export class ReportMail implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: MailService,
  ) {}

  onModuleInit(): void {
    for (const kind of reportLetterKinds)
      this.mail.writtenBy(`report-${kind}`, {
        write: (about) => this.write(kind, about),
        postponed: (about) => this.note(kind, about, 'postponed'),
        settled: (about, outcome) => this.note(kind, about, outcome),
      });
  }

  get isAvailable(): boolean {
    return this.mail.isAvailable;
  }

  /** As part of the caller's transaction, which holds the meeting; each person once for each kind. */
  async send(
    manager: EntityManager,
    kind: ReportLetterKind,
    key: BoardKey,
    options: { byHand: boolean },
  ): Promise<void> {
    const { partnershipId, meetingId } = key;
    const now = this.clock.now();
    for (const personId of await noteLetters(manager, kind, key, now, options))
      await this.ask(manager, kind, `${partnershipId}/${meetingId}/${personId}`);
  }

  /** Those that were given up, or may be lost, once more; as part of the caller's transaction. */
  async sendAgain(manager: EntityManager, { partnershipId, meetingId }: BoardKey): Promise<void> {
    const [letters] = await manager.query<[{ personId: string; kind: ReportLetterKind }[], number]>(
      `UPDATE report_letter SET state = 'waiting', asked_at = $3, for_start = starts_at FROM meeting
       WHERE report_letter.partnership_id = $1 AND meeting_id = $2
         AND meeting.partnership_id = $1 AND meeting.id = $2 AND state IN ('uncertain', 'failed')
       RETURNING person_id AS "personId", kind`,
      [partnershipId, meetingId, this.clock.now()],
    );
    for (const { personId, kind } of letters)
      await this.ask(manager, kind, `${partnershipId}/${meetingId}/${personId}`);
  }

  private async ask(manager: EntityManager, kind: ReportLetterKind, about: string): Promise<void> {
    await this.mail.send(manager, `report-${kind}`, about, { tries: TRIES });
  }

  private async note(
    kind: ReportLetterKind,
    about: string,
    outcome: Outcome | 'postponed',
  ): Promise<void> {
    const hasLeft = outcome === 'sent' || outcome === 'uncertain';
    await this.dataSource.query(
      `UPDATE report_letter SET state = $5, asked_at = CASE WHEN $6 THEN $7 ELSE asked_at END
       WHERE ${THIS_ONE} AND ${IS_UNDER_WAY}`,
      [...idsIn(about), kind, outcome, hasLeft, this.clock.now()],
    );
  }

  private write(kind: ReportLetterKind, about: string): Promise<Letter | null> {
    const [partnershipId, meetingId, personId] = idsIn(about);
    const key = { partnershipId, meetingId };
    return inTransaction(this.dataSource, async (manager) => {
      const facts = await factsFor(manager, kind, key, personId, this.clock.now());
      const form = `/partnerships/${partnershipId}/meetings/${meetingId}/report`;
      if (facts) return reportLetter(kind, facts, this.mail.linkTo(form));
      // It is asked for anew when there is reason for it again, or it is time.
      await manager.query(`DELETE FROM report_letter WHERE ${THIS_ONE} AND ${IS_UNDER_WAY}`, [
        ...[partnershipId, meetingId, personId, kind],
      ]);
      return null;
    });
  }
}

const THIS_ONE = 'partnership_id = $1 AND meeting_id = $2 AND person_id = $3 AND kind = $4';
const IS_UNDER_WAY = `state IN ('waiting', 'postponed')`;

function idsIn(about: string): [partnershipId: string, meetingId: string, personId: string] {
  const [partnershipId = '', meetingId = '', personId = ''] = about.split('/');
  return [partnershipId, meetingId, personId];
}
