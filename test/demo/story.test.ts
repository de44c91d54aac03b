import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateNKeysBetween } from 'fractional-indexing';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { Command } from '../../src/contract/commands.js';
import { SeriesPlan } from '../../src/contract/series.js';
import { DemoRole, Session } from '../../src/contract/session.js';
import { levels, trends } from '../../src/contract/vocabulary.js';
import { within } from '../../src/demo/one-transaction.js';
import { addressOf, demoPartnership, demoSeries } from '../../src/demo/story-cast.js';
import { StoryClock } from '../../src/demo/story-clock.js';
import { story } from '../../src/demo/story.js';
import { tellStory } from '../../src/demo/tell-story.js';
import { DirectoryService } from '../../src/directory/directory.service.js';
import { PartnershipSetUp } from '../../src/directory/partnership-set-up.js';
import { storePartnership, type StoredPartnership } from '../../src/directory/store-partnership.js';
import { entities } from '../../src/entities.js';
import { BoardMetrics } from '../../src/meetings/board-metrics.js';
import { BoardStore } from '../../src/meetings/board-store.js';
import { CommandService } from '../../src/meetings/command.service.js';
import { AgendaItemRow } from '../../src/meetings/rows/agenda-item-row.js';
import { MeetingRow } from '../../src/meetings/rows/meeting-row.js';
import { StreamFeed } from '../../src/meetings/stream-feed.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { newId } from '../../src/platform/ids.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { MeetingSeriesRow } from '../../src/series/rows/meeting-series-row.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const FIRST_FRIDAY = '2026-09-25';
const THREE_WEEKS_MS = 21 * 24 * 60 * 60 * 1000;

/** Every command of the story as it would be sent, in the order it is told. */
function commandsOfStory(): unknown[] {
  const id = newId();
  const identities = {
    agency: () => id,
    place: () => id,
    entry: () => id,
    agendaItem: () => id,
    day: () => '2026-11-27',
  };
  return story.flatMap((steps) => steps.map((step) => step.command(identities)));
}

/** Everything people would read of it. */
function textsOfStory(): string[] {
  const texts: string[] = [];
  JSON.stringify(
    [demoPartnership(2026), demoSeries(FIRST_FRIDAY), commandsOfStory()],
    (key, value) => {
      if (
        typeof value === 'string' &&
        !/Id$|Ids$|email/.test(key) &&
        !/^[0-9a-f-]{36}$/.test(value)
      )
        texts.push(value);
      return value as unknown;
    },
  );
  return texts;
}

describe('the story of the demonstration', () => {
  it('is written in commands that anyone could send', () => {
    for (const command of commandsOfStory())
      expect(Command.safeParse(command).error?.issues ?? []).toEqual([]);
    expect(SeriesPlan.parse(demoSeries(FIRST_FRIDAY)).agendaTemplate).toHaveLength(9);
    const total = demoSeries(FIRST_FRIDAY).agendaTemplate.reduce(
      (sum, item) => sum + item.minutes,
      0,
    );
    expect(total).toBe(demoSeries(FIRST_FRIDAY).definition.durationMinutes);
    expect(PartnershipSetUp.parse(demoPartnership(2026))).toEqual(demoPartnership(2026));
  });

  it('goes forward in time, and is over before the evening it leads to', () => {
    const weeks = 21 * 24 * 60;
    const minutes = story.flatMap((steps, index) =>
      steps.map((step) => index * weeks + step.minute),
    );
    expect(minutes).toEqual([...minutes].sort((one, other) => one - other));
    // The next Friday is at most seven days off, whatever day the demonstration is started.
    expect(Math.max(...minutes)).toBeLessThan(3 * weeks - 7 * 24 * 60);
  });

  it('has every level, trend and kind of audience, and nothing but roles in it', () => {
    const commands = JSON.stringify(commandsOfStory());
    for (const word of [...levels, ...trends, 'table', 'authorities', 'agencies'])
      expect(commands).toContain(`"${word}"`);
    const texts = textsOfStory();
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) {
      expect(text).not.toMatch(/\d{6,8}\s*[-+]?\s*\d{4}/); // personnummer
      expect(text).not.toMatch(/(?:\+46|\b0\d)[\d\s-]{6,}/); // phone
      expect(text).not.toMatch(/\S+@\S+/);
      expect(text).not.toMatch(/\b[A-Z]{3}\s?\d{2}[0-9A-Z]\b/); // licence plate
      expect(text).not.toMatch(/(?:vägen|gatan|gränd|stigen) \d/i); // street address
    }
  });
});

describe('the story, told', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let told: { partnership: StoredPartnership; meetingIds: string[] };

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 2, entities }),
    ).initialize();
    await expect(
      inTransaction(dataSource, async (manager) => {
        await tell(manager);
        throw new Error('power cut');
      }),
    ).rejects.toThrow('power cut');
    expect(await database.query('SELECT FROM partnership')).toEqual([]);
    told = await inTransaction(dataSource, tell);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function tell(manager: EntityManager) {
    const partnership = await storePartnership(manager, demoPartnership(2026));
    const meetingIds = await storeMeetings(manager, partnership.partnershipId);
    const seen = within(manager);
    const clock = new StoryClock();
    const metrics = new BoardMetrics(new Metrics());
    const commands = new CommandService(
      seen,
      new BoardStore(),
      new DirectoryService(seen, clock),
      new StreamFeed(seen, metrics),
      clock,
      new AuditLog(seen, clock),
      metrics,
    );
    await tellStory({ manager, commands, clock, partnership }, story, meetingIds);
    return { partnership, meetingIds };
  }

  async function storeMeetings(manager: EntityManager, partnershipId: string): Promise<string[]> {
    const { title, venue, definition, agendaTemplate } = demoSeries(FIRST_FRIDAY);
    const seriesId = newId();
    await manager.insert(MeetingSeriesRow, {
      partnershipId,
      id: seriesId,
      title,
      venue,
      agendaTemplate,
      ...definition,
    });
    const meetingIds: string[] = [];
    for (const index of story.keys()) {
      const id = newId();
      const start = Date.parse(`${FIRST_FRIDAY}T16:00:00Z`) + index * THREE_WEEKS_MS;
      await manager.insert(MeetingRow, {
        partnershipId,
        id,
        seriesId,
        slot: new Date(start).toISOString().slice(0, 16),
        title,
        venue,
        startsAt: new Date(start),
        endsAt: new Date(start + 50 * 60 * 1000),
        timeZone: definition.timeZone,
      });
      const keys = generateNKeysBetween(null, null, agendaTemplate.length);
      await manager.insert(
        AgendaItemRow,
        agendaTemplate.map((item, position) => ({
          ...item,
          partnershipId,
          meetingId: id,
          id: newId(),
          orderKey: keys[position] ?? '',
          state: 'pending' as const,
          revision: 0,
        })),
      );
      meetingIds.push(id);
    }
    return meetingIds;
  }

  it('leaves three closed meetings and one that waits, with a report in it', async () => {
    const rows = await database.query<Record<string, unknown>>(
      `SELECT status, opened_at <= closed_at AS in_order,
          (SELECT count(*)::int FROM situation_note WHERE meeting_id = meeting.id) AS notes,
          (SELECT count(*)::int FROM agenda_item WHERE meeting_id = meeting.id AND state = 'done') AS done
         FROM meeting ORDER BY starts_at`,
    );
    expect(rows).toEqual([
      { status: 'closed', in_order: true, notes: 7, done: 9 },
      { status: 'closed', in_order: true, notes: 6, done: 9 },
      { status: 'closed', in_order: true, notes: 7, done: 9 },
      { status: 'planned', in_order: null, notes: 1, done: 0 },
    ]);
  });

  it('has what was not finished come along, for the third meeting in a row', async () => {
    const rows = await database.query<{ what: string; carried_count: number }>(
      `SELECT what, carried_count FROM coordinated_action
        WHERE carried_to_action_id IS NULL AND state IN ('proposed', 'agreed', 'under-way')
        ORDER BY carried_count DESC, what`,
    );
    expect(rows.map((row) => row.carried_count)).toEqual([2, 1, 0, 0]);
    expect(rows[0]?.what).toBe('Felanmäl och laga belysningen längs gångvägen');
    const outcomes = await database.query<{ outcome_effect: string }>(
      'SELECT DISTINCT outcome_effect FROM coordinated_action WHERE outcome_effect IS NOT NULL ORDER BY 1',
    );
    expect(outcomes.map((row) => row.outcome_effect)).toEqual(['effect', 'no-effect', 'unknown']);
  });

  it('has an event for every entry, each stream without a gap', async () => {
    const [row] = await database.query<{ streams: number; gaps: number; silent: number }>(
      `SELECT count(*)::int AS streams, count(*) FILTER (WHERE events <> newest)::int AS gaps,
          (SELECT count(*)::int FROM situation_note AS note WHERE NOT EXISTS (
             SELECT FROM meeting_event AS event
              WHERE event.meeting_id = note.meeting_id AND event.stream = note.stream
                AND event.revision = note.revision)) AS silent
         FROM (SELECT count(*) AS events, max(revision) AS newest FROM meeting_event
                GROUP BY meeting_id, stream) AS stream`,
    );
    expect(row).toEqual({ streams: 8, gaps: 0, silent: 0 });
  });

  describe('in a demonstration', () => {
    let server: TestApp;
    beforeAll(async () => {
      await database.query('UPDATE installation SET demo_loaded_at = now()');
      server = await startTestApp({ databaseUrl: database.url });
    });
    afterAll(() => server.close());

    const signIn = (personId: unknown) =>
      fetch(`${server.origin}/api/v1/demo/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ personId }),
      });

    it('offers its roles, and lets one be any of them', async () => {
      const doors = await fetch(`${server.origin}/api/v1/sign-in`);
      expect(await doors.json()).toEqual({
        demo: true,
        mail: true,
        passkeys: false,
        providers: [],
      });
      const answer = await fetch(`${server.origin}/api/v1/demo/roles`);
      const { roles } = (await answer.json()) as { roles: unknown[] };
      const people = roles.map((role) => DemoRole.parse(role));
      expect(people).toHaveLength(told.partnership.personIds.size);
      expect(people[0]).toMatchObject({
        personId: told.partnership.personIds.get(addressOf('samordnare')),
        agencyName: 'Nynäshamns kommun',
        role: 'coordinator',
      });

      const response = await signIn(people[0]?.personId);
      expect(response.status).toBe(200);
      expect(Session.parse(await response.json()).memberships).toHaveLength(1);
      const cookie = response.headers.getSetCookie()[0] ?? '';
      expect(cookie).toMatch(/^utsattning=.*HttpOnly/);
      const read = await fetch(
        `${server.origin}/api/v1/partnerships/${told.partnership.partnershipId}`,
        { headers: { cookie: cookie.split(';')[0] ?? '' } },
      );
      expect(read.status).toBe(200);
    });

    it('lets nobody be someone who is not part of it', async () => {
      const id = newId();
      await database.query('INSERT INTO person VALUES ($1, $2, $3)', [
        id,
        'Samordnare',
        'samordnare@demo.invalid.example',
      ]);
      expect((await signIn(id)).status).toBe(404);
      expect((await signIn(newId())).status).toBe(404);
      expect((await signIn(['x'])).status).toBe(400);
    });
  });
});
