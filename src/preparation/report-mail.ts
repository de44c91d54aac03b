// Asks for the letters about reports, and writes each as it leaves: to nobody whose agency has answered
// by then, nor about a meeting that is cancelled or has begun.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { reportLetterKinds, type ReportLetterKind } from '../contract/vocabulary.js';
import type { Letter } from '../mail/letter.js';
import { MailService } from '../mail/mail.service.js';
import type { BoardKey } from '../meetings/board-key.js';
import { Clock } from '../platform/clock.js';
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
      this.mail.writtenBy(`report-${kind}`, { write: (about) => this.write(kind, about) });
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
    for (const personId of await noteLetters(manager, kind, key, now, options)) {
      const about = `${partnershipId}/${meetingId}/${personId}`;
      await this.mail.send(manager, `report-${kind}`, about, { tries: TRIES });
    }
  }

  private async write(kind: ReportLetterKind, about: string): Promise<Letter | null> {
    const [partnershipId = '', meetingId = '', personId = ''] = about.split('/');
    const key = { partnershipId, meetingId };
    const facts = await factsFor(this.dataSource.manager, key, personId, this.clock.now());
    if (!facts) return null;
    const form = `/partnerships/${partnershipId}/meetings/${meetingId}/report`;
    return reportLetter(kind, facts, this.mail.linkTo(form));
  }
}
