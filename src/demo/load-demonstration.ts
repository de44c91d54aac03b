// Fills an empty database with the demonstration: the partnership, its series with a year of meetings,
// and the story of those that are over, told by the doors everyone uses. All of it is one transaction:
// whoever is interrupted leaves nothing behind.
import { TZDate } from '@date-fns/tz';
import { addDays, addWeeks, format, isBefore, subWeeks } from 'date-fns';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { CalendarMailChoiceRow } from '../calendar-mail/rows/calendar-mail-choice-row.js';
import { actorOf, DirectoryService } from '../directory/directory.service.js';
import { storePartnership, type StoredPartnership } from '../directory/store-partnership.js';
import { BoardMetrics } from '../meetings/board-metrics.js';
import { BoardStore } from '../meetings/board-store.js';
import { CommandService } from '../meetings/command.service.js';
import { PlannedMeetingsService } from '../meetings/planned-meetings.service.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { StreamFeed } from '../meetings/stream-feed.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { ReportsService } from '../preparation/reports.service.js';
import { MeetingSeriesRow } from '../series/rows/meeting-series-row.js';
import { SeriesChanges } from '../series/series-changes.js';
import { SeriesPlanner } from '../series/series-planner.js';
import { SeriesService } from '../series/series.service.js';
import { within } from './one-transaction.js';
import {
  addressOf,
  demoPartnership,
  demoSeries,
  DEMO_START_HOUR,
  DEMO_TIME_ZONE,
} from './story-cast.js';
import { StoryClock } from './story-clock.js';
import { nextReports, story } from './story.js';
import { tellStory } from './tell-story.js';

const FRIDAY = 5;
const WEEKS_BETWEEN = 3;
const WEEKS_PLANNED_BEFORE = 2;
const INVITED_BY_MAIL = ['samordnare', 'kommunpolis'] as const;

/**
 * Loads the demonstration the first time it is called on a database, unless somebody's own partnership
 * is there already.
 */
export async function loadDemonstration(dataSource: DataSource, now: Date): Promise<void> {
  await inTransaction(dataSource, async (manager) => {
    const isFirst = await claim(manager, now);
    if (isFirst) await load(manager, now);
  });
}

async function claim(manager: EntityManager, now: Date): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE installation SET demo_loaded_at = $1
      WHERE demo_loaded_at IS NULL AND NOT EXISTS (SELECT FROM partnership)`,
    [now],
  );
  return count === 1;
}

async function load(manager: EntityManager, now: Date): Promise<void> {
  const clock = new StoryClock();
  const services = servicesWithin(manager, clock);
  const today = new TZDate(now, DEMO_TIME_ZONE);
  const partnership = await storePartnership(manager, demoPartnership(today.getFullYear()));
  const { partnershipId } = partnership;
  await chooseMail(manager, partnership);

  const first = subWeeks(nextFridayEvening(today), WEEKS_BETWEEN * (story.length - 1));
  clock.turnTo(subWeeks(first, WEEKS_PLANNED_BEFORE));
  const directory = await services.directory.current(manager, partnershipId);
  const personId = partnership.personIds.get(addressOf('samordnare')) ?? '';
  await services.series.create(
    actorOf(directory, partnershipId, { personId, opensClosed: true }),
    demoSeries(format(first, 'yyyy-MM-dd')),
  );
  const meetings = await manager.find(MeetingRow, {
    where: { partnershipId },
    order: { startsAt: 'ASC' },
    take: story.length,
  });
  await tellStory(
    { manager, commands: services.commands, clock, partnership },
    story,
    meetings.map(({ id }) => id),
  );
  const next = meetings.at(-1)?.id ?? '';
  for (const [by, answer] of nextReports) {
    const personId = partnership.personIds.get(addressOf(by)) ?? '';
    const actor = actorOf(directory, partnershipId, { personId, opensClosed: true });
    await services.reports.answer(actor, next, { answer });
  }

  clock.turnTo(now);
  for (const series of await manager.findBy(MeetingSeriesRow, { partnershipId }))
    await services.planner.plan(manager, series);
}

/** The outbox holds only so many letters, and everyone's invitations would push out what one looks for. */
async function chooseMail(
  manager: EntityManager,
  { partnershipId, personIds }: StoredPartnership,
): Promise<void> {
  const wanting = new Set(INVITED_BY_MAIL.map(addressOf));
  await manager.insert(
    CalendarMailChoiceRow,
    [...personIds].map(([email, personId]) => ({
      ...{ partnershipId, personId },
      isWanted: wanting.has(email),
      language: 'sv' as const,
    })),
  );
}

/** The product's own services, all of them at work in the one transaction and at the story's time. */
function servicesWithin(manager: EntityManager, clock: StoryClock) {
  const seen = within(manager);
  const boards = new BoardStore();
  const directory = new DirectoryService(seen, clock);
  const metrics = new BoardMetrics(new Metrics());
  const feed = new StreamFeed(seen, metrics);
  const audit = new AuditLog(seen, clock);
  const meetings = new PlannedMeetingsService(boards, directory, feed, clock);
  const planner = new SeriesPlanner(meetings, clock);
  const changes = new SeriesChanges(directory, clock);
  return {
    directory,
    planner,
    commands: new CommandService(seen, boards, directory, feed, clock, audit, metrics),
    series: new SeriesService(seen, planner, changes, meetings, clock),
    reports: new ReportsService(seen, directory, clock),
  };
}

/** The start of the meeting ahead: this evening's until it begins, otherwise that of next Friday. */
function nextFridayEvening(now: TZDate): TZDate {
  const days = (FRIDAY - now.getDay() + 7) % 7;
  const friday = addDays(now, days);
  const evening = new TZDate(
    friday.getFullYear(),
    friday.getMonth(),
    friday.getDate(),
    DEMO_START_HOUR,
    DEMO_TIME_ZONE,
  );
  return isBefore(now, evening) ? evening : addWeeks(evening, 1);
}
