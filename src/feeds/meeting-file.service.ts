// One meeting as a file to put into a calendar once. It is a copy: what changes later does not reach it.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../contract/primitives.js';
import { DomainError } from '../domain/domain-error.js';
import { writeCalendar } from '../domain/icalendar/write-calendar.js';
import { DAY_MS, localDateOf } from '../domain/schedule/calendar-day.js';
import { floatingAt } from '../domain/schedule/wall-clock.js';
import { MailService } from '../mail/mail.service.js';
import type { BoardKey } from '../meetings/board-key.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { inCalendar } from './meetings-in-calendar.js';

interface MeetingFile {
  readonly name: string;
  readonly content: string;
}

@Injectable()
export class MeetingFileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mail: MailService,
  ) {}

  async write({ partnershipId, meetingId }: BoardKey, language: Language): Promise<MeetingFile> {
    const key = { partnershipId, id: meetingId };
    const row = await this.dataSource.manager.findOneBy(MeetingRow, key);
    if (!row) throw new DomainError('not-found');
    const linkTo = (path: string) => this.mail.linkTo(path);
    const day = Math.floor(floatingAt(row.startsAt.getTime(), row.timeZone) / DAY_MS);
    return {
      name: `utsattning-${localDateOf(day)}.ics`,
      content: writeCalendar({ method: 'PUBLISH', events: [inCalendar(row, linkTo, language)] }),
    };
  }
}
