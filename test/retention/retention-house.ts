// What the proofs of retention stand on: the product with a mail server and a provider, a clock that stands
// still until a test moves it, and a board on which people have written.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { LetterRounds } from '../../src/calendar-mail/letter-rounds.js';
import type { Command, CommandOutcome } from '../../src/contract/commands.js';
import { ClearingRounds } from '../../src/identity/clearing-rounds.js';
import { GuestPasses } from '../../src/identity/guest-passes.js';
import { PresenceService } from '../../src/live/presence.service.js';
import { Clock } from '../../src/platform/clock.js';
import { HostileProvider } from '../identity/oidc/hostile-provider.js';
import { settingsOf } from '../identity/oidc/provider-visit.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { MailServer } from '../support/mail-server.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { lackedBy, storedRows, tablesWith, type StoredRow } from './stored-rows.js';

class StandingClock extends Clock {
  private time = new Date('2026-01-09T14:00:00.000Z');

  override now(): Date {
    return this.time;
  }

  set(time: Date): void {
    this.time = time;
  }
}

/** What came of clearing out. */
export interface ClearedOut {
  /** What was stored before and over by then. */
  readonly over: readonly StoredRow[];
  readonly gone: readonly StoredRow[];
  readonly come: readonly StoredRow[];
}

interface LetterWaiting {
  readonly id: string;
  readonly about: string;
  readonly attempts: number;
  readonly isLeaving: boolean;
}

interface Asked {
  readonly method?: string;
  readonly cookie?: string;
  readonly body?: object;
  /** The address of the net it comes from, if not one of its own. */
  readonly from?: string;
}

export class RetentionHouse {
  readonly clock = new StandingClock();
  private readonly servers: TestApp[] = [];
  world!: World;
  private callers = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly mail: MailServer,
    readonly provider: HostileProvider,
  ) {}

  /** Two processes; unless told so, one of them knows no mail server. */
  static async open({ bothSend = false } = {}): Promise<RetentionHouse> {
    const house = new RetentionHouse(
      await createTestDatabase(),
      await MailServer.start(),
      await HostileProvider.start(),
    );
    // Before there is a world, so that neither plans meetings for it when it starts.
    await house.startServer(house.mail.environment);
    await house.startServer(bothSend ? house.mail.environment : {});
    house.world = await createWorld(house.server.app);
    return house;
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
    await Promise.all([this.provider.close(), this.mail.shut()]);
    await this.database.drop();
  }

  get server(): TestApp {
    return this.servers[0]!;
  }

  get other(): TestApp {
    return this.servers[1]!;
  }

  private async startServer(mail: Record<string, string>): Promise<void> {
    const server = await startTestApp({
      databaseUrl: this.database.url,
      environment: {
        DATABASE_URL: this.database.url,
        TRUSTED_PROXY_HOPS: '1',
        OIDC_PROVIDERS: settingsOf({ provider: this.provider }),
        REPLY_ADDRESS: 'svar@svar.exempelkoping.example',
        REPLY_KEY: 'k'.repeat(32),
        ...mail,
      },
      override: (builder) => builder.overrideProvider(Clock).useValue(this.clock),
    });
    this.servers.push(server);
  }

  /** Fails with what the product says, where it refuses. */
  async ask(path: string, { method, cookie, body, from }: Asked = {}): Promise<Response> {
    const response = await fetch(`${this.server.origin}/api/v1/${path}`, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: {
        'x-forwarded-for': from ?? `203.0.113.${++this.callers}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(cookie && { cookie }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async askAs(person: PersonName, path: string, asked: Asked = {}): Promise<Response> {
    const cookie = await this.world.signIn(person);
    return this.ask(`partnerships/${this.world.partnershipId}/${path}`, { cookie, ...asked });
  }

  async emailOf(person: PersonName): Promise<string> {
    const [row] = await this.database.query<{ email: string }>(
      'SELECT email FROM person WHERE id = $1',
      [this.world.person[person]],
    );
    return row!.email;
  }

  /** An evening is written about, openly and not, and somebody reads what is closed. */
  async write(): Promise<void> {
    const { world } = this;
    const { polisen, kommunen } = world.agency;
    const noteId = await this.command('polisen', noteAdd(world, polisen));
    await this.command('polisen', noteAdd(world, polisen, { audience: { kind: 'authorities' } }));
    await this.command('kommunen', actionPropose(world, kommunen, { noteId }));
    await this.command('samordnaren', {
      type: 'attendance.set',
      agencyId: polisen,
      state: 'present',
    });
    await this.askAs('brandförsvaret', `meetings/${world.meetingId}/board`);
    await this.askAs('polisen', `meetings/${world.meetingId}/rsvps/mine`, {
      method: 'PUT',
      body: { answer: 'comes', deputyId: null },
    });
    const feed = { scope: 'person', seriesId: null, language: 'sv' };
    await this.askAs('kommunen', 'calendar-feeds', { body: feed });
  }

  private async command(person: PersonName, command: Command): Promise<string | null> {
    const path = `meetings/${this.world.meetingId}/commands`;
    const done = await this.askAs(person, path, { body: { commandId: randomUUID(), command } });
    return ((await done.json()) as CommandOutcome).entryId;
  }

  /** What letters that have not left are about. By a connection that is there: it is asked over and over. */
  async lettersWaiting(): Promise<LetterWaiting[]> {
    return this.server.app.get(DataSource).query<LetterWaiting[]>(
      `SELECT id, payload ->> 'about' AS about, attempts, locked_at IS NOT NULL AS "isLeaving"
         FROM graphile_worker._private_jobs ORDER BY id`,
    );
  }

  /** The time to leave has come for the letters about this, and for no other. */
  async letLeave(...abouts: string[]): Promise<void> {
    await this.database.query(
      `UPDATE graphile_worker._private_jobs
          SET run_at = now() + CASE WHEN payload ->> 'about' = ANY ($1) THEN '0' ELSE '1 day' END::interval`,
      [abouts],
    );
    await this.database.query(`SELECT pg_notify('jobs:insert', '{"r":0,"count":1}')`);
  }

  /** Until what waits is as the test wants it; nothing, unless said. */
  async untilLetters(
    are: (waiting: LetterWaiting[]) => boolean = (waiting) => waiting.length === 0,
  ): Promise<void> {
    await this.until(async () => are(await this.lettersWaiting()), 'the end of the letters');
  }

  /** Waits for what only the database knows. */
  async until(holds: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 60_000; !(await holds());)
      if (Date.now() > end) throw new Error(`Never came: ${what}`);
  }

  /** Moves the clock, and lets a process look for all that is to go; what it does by its timers is done now. */
  async clearOutAt(time: Date, by = this.server): Promise<ClearedOut> {
    const before = await storedRows(this.database, time);
    this.clock.set(time);
    await by.app.get(ClearingRounds).run();
    await by.app.get(GuestPasses).endDue();
    await by.app.get(LetterRounds).look();
    await by.app.get(PresenceService).beat();
    const after = await storedRows(this.database, time);
    return {
      over: before.filter(({ isOver }) => isOver),
      gone: lackedBy(after, before),
      come: lackedBy(before, after),
    };
  }

  /** Where words stand: by each, the tables. */
  async tablesWith(...words: string[]): Promise<Record<string, string[]>> {
    const rows = await storedRows(this.database, this.clock.now());
    return Object.fromEntries(words.map((word) => [word, tablesWith(word, rows)]));
  }
}
