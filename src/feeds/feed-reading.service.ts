// What is found at the address of a feed. Whoever asks shows nothing but the address, so each time it is
// looked at whether the one who made it is still at the table, in the same agency; else there is nothing.
// It is read as that person by a link, who opens nothing that is closed.
import { TZDate } from '@date-fns/tz';
import { Injectable } from '@nestjs/common';
import { addMonths, startOfDay } from 'date-fns';
import { And, DataSource, In, LessThan, MoreThanOrEqual } from 'typeorm';
import type { Language } from '../contract/primitives.js';
import type { FeedScope } from '../contract/vocabulary.js';
import { attendeeOf, DirectoryService } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import { writeCalendar } from '../domain/icalendar/write-calendar.js';
import type { Actor } from '../domain/meeting/access.js';
import { AttemptCount } from '../identity/attempt-count.js';
import { hashOf } from '../identity/secret.js';
import { MailService } from '../mail/mail.service.js';
import { narrowTo } from '../meetings/narrow-to.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { inCalendar } from './meetings-in-calendar.js';

export const WRONG_ADDRESSES_A_MINUTE = 60;
const REFRESH_MINUTES = 60;
const MONTHS_BACK = 3;
const MONTHS_AHEAD = 12;

interface StoredFeed {
  id: string;
  partnershipId: string;
  personId: string;
  agencyId: string;
  scope: FeedScope;
  seriesId: string | null;
  language: Language;
  partnershipName: string;
  agencyName: string;
  seriesTitle: string | null;
}

interface Feed extends StoredFeed {
  maker: Actor;
}

@Injectable()
export class FeedReadingService {
  private readonly misses: AttemptCount;

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    private readonly mail: MailService,
  ) {
    const bound = { of: 'calendar-feed', most: WRONG_ADDRESSES_A_MINUTE, seconds: 60 };
    this.misses = new AttemptCount(dataSource, bound);
  }

  /**
   * The file of that name, `<secret>.ics`; `not-found` where there is none. Only those who guess are
   * counted: whole towns fetch from one address of the net, that of the calendar's own servers.
   */
  async read(file: string, caller: string): Promise<string> {
    const feed = await this.find(file);
    if (!feed) {
      const wait = await this.misses.add(caller);
      throw new DomainError(wait === null ? 'not-found' : 'too-many-requests');
    }
    const meetings = await this.meetingsOf(feed);
    const { language } = feed;
    const linkTo = (path: string) => this.mail.linkTo(path);
    return writeCalendar({
      method: 'PUBLISH',
      events: meetings.map((row) => inCalendar(row, linkTo, language)),
      feed: { name: nameOf(feed), refreshMinutes: REFRESH_MINUTES },
    });
  }

  private async find(file: string): Promise<Feed | null> {
    const [, secret] = /^([A-Za-z0-9_-]{43})\.ics$/.exec(file) ?? [];
    if (!secret) return null;
    const [feed] = await this.dataSource.query<StoredFeed[]>(
      `SELECT feed.id, feed.partnership_id AS "partnershipId", feed.person_id AS "personId",
         feed.agency_id AS "agencyId", feed.scope, feed.series_id AS "seriesId", feed.language,
         partnership.name AS "partnershipName", agency.short_name AS "agencyName",
         series.title AS "seriesTitle"
       FROM calendar_feed feed
       JOIN partnership ON partnership.id = feed.partnership_id
       JOIN agency ON agency.partnership_id = feed.partnership_id AND agency.id = feed.agency_id
       LEFT JOIN meeting_series series
         ON series.partnership_id = feed.partnership_id AND series.id = feed.series_id
       WHERE feed.secret_hash = $1`,
      [hashOf(secret)],
    );
    const maker = feed && (await this.makerOf(feed));
    return maker ? { ...feed, maker } : null;
  }

  /** Null when it is not theirs any more. */
  private async makerOf({ partnershipId, personId, agencyId }: StoredFeed): Promise<Actor | null> {
    const directory = await this.directory.now(partnershipId);
    const acrossMeetings = { partnershipId, meetingId: null };
    try {
      const maker = attendeeOf(directory, acrossMeetings, { personId, opensClosed: false });
      return maker.agencyId === agencyId ? maker : null;
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  /** Whole days, so that what is answered changes with the meetings and not with the minute. */
  private async meetingsOf(feed: Feed): Promise<MeetingRow[]> {
    const { id: feedId, partnershipId, seriesId, maker } = feed;
    const now = this.clock.now();
    const startsAt = And(
      MoreThanOrEqual(dayAt(now, -MONTHS_BACK)),
      LessThan(dayAt(now, MONTHS_AHEAD)),
    );
    const ofSeries =
      seriesId === null ? {} : { seriesId: In(await this.partsOf(partnershipId, seriesId)) };
    return inTransaction(this.dataSource, async (manager) => {
      // Noted first: whoever drops a meeting this moment waits for it, and remembers that it was shown.
      await manager.query(
        'UPDATE calendar_feed SET fetched_at = $3 WHERE partnership_id = $1 AND id = $2',
        [partnershipId, feedId, now],
      );
      // What it has shown before stays in it, and is in nobody's lists.
      await manager.query(`SELECT set_config('utsattning.feed_id', $1, true)`, [feedId]);
      await narrowTo(manager, maker);
      return manager.find(MeetingRow, {
        where: { partnershipId, startsAt, ...ofSeries },
        order: { startsAt: 'ASC', id: 'ASC' },
      });
    });
  }

  /** A series with those it goes on from, and those that go on from it. */
  private async partsOf(partnershipId: string, seriesId: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM series_parts($1, $2) AS part (id)',
      [partnershipId, seriesId],
    );
    return rows.map(({ id }) => id);
  }
}

/** A day so many months on, at most the last of its month: a meeting that has left does not come back. */
function dayAt(now: Date, months: number): Date {
  return new Date(startOfDay(addMonths(new TZDate(now, 'UTC'), months)).getTime());
}

function nameOf({ scope, partnershipName, agencyName, seriesTitle }: Feed): string {
  if (scope === 'series' && seriesTitle !== null) return `${seriesTitle} – ${partnershipName}`;
  return scope === 'agency' ? `${partnershipName} – ${agencyName}` : partnershipName;
}
