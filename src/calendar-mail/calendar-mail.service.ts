// Whether somebody wants meetings by mail, and whom the letters do not reach.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CalendarMail, CalendarMailChoice } from '../contract/calendar-mail.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { answersForAgency } from '../domain/meeting/roles.js';
import { PersonRow } from '../directory/rows/person-row.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { MEETINGS_AHEAD, readUnreached, takeForAnotherTry } from './calendars.js';
import { aboutOf, CALENDAR_LETTER, CALENDAR_LETTER_TRIES as tries } from './letter-writer.js';
import { CalendarMailChoiceRow } from './rows/calendar-mail-choice-row.js';

@Injectable()
export class CalendarMailService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: MailService,
  ) {}

  async read(actor: Actor): Promise<CalendarMail> {
    const { partnershipId, personId, role } = actor;
    const { manager } = this.dataSource;
    const { email } = await manager.findOneByOrFail(PersonRow, { id: personId });
    const chosen = await manager.findOneBy(CalendarMailChoiceRow, { partnershipId, personId });
    const { isWanted = true, language = 'sv' } = chosen ?? {};
    const isOffered = this.mail.isAvailable && answersForAgency(role);
    return {
      choice: isOffered ? { isWanted, language } : null,
      email,
      meetingsAhead: MEETINGS_AHEAD,
      unreached: role === 'coordinator' ? await this.readUnreached(partnershipId) : [],
    };
  }

  async choose(actor: Actor, choice: CalendarMailChoice): Promise<CalendarMail> {
    const { partnershipId, personId, role } = actor;
    if (!answersForAgency(role)) throw new DomainError('not-allowed');
    this.mail.assertAvailable();
    await this.dataSource.manager.upsert(
      CalendarMailChoiceRow,
      { partnershipId, personId, ...choice },
      ['partnershipId', 'personId'],
    );
    return this.read(actor);
  }

  /** Letters that were given up, or may be lost, leave once more without waiting for a change. */
  async tryAgain(actor: Actor): Promise<CalendarMail> {
    const { partnershipId, role } = actor;
    if (role !== 'coordinator') throw new DomainError('not-allowed');
    this.mail.assertAvailable();
    await inTransaction(this.dataSource, async (manager) => {
      for (const key of await takeForAnotherTry(manager, this.clock.now(), partnershipId))
        await this.mail.send(manager, CALENDAR_LETTER, aboutOf(key), { tries });
    });
    return this.read(actor);
  }

  private async readUnreached(partnershipId: string): Promise<CalendarMail['unreached']> {
    const rows = await readUnreached(this.dataSource.manager, this.clock.now(), partnershipId);
    return rows.map(({ personId, name, meetingId, title, startsAt, writtenAt, state }) => ({
      ...{ personId, name, meetingId, title, state },
      startsAt: startsAt.toISOString(),
      triedAt: writtenAt.toISOString(),
    }));
  }
}
