// A partnership whose coordinator plans series, on servers whose clock the test sets.
import { MeetingList } from '../../src/contract/meetings.js';
import type { MeetingHeader } from '../../src/contract/board.js';
import { Series, type FollowingPreview, type SeriesPlan } from '../../src/contract/series.js';
import { Clock } from '../../src/platform/clock.js';
import { AskingRounds } from '../../src/preparation/asking-rounds.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { thirdFriday } from '../support/third-friday.js';

class SetClock extends Clock {
  constructor(private time: string) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  set(time: string): void {
    this.time = time;
  }
}

interface Sent {
  by?: PersonName;
  body?: unknown;
  ifMatch?: string;
  at?: TestApp;
}

/** Every third Friday at six, with whatever a test wants otherwise. */
export function planOf({
  definition = {},
  ...overrides
}: Partial<Omit<SeriesPlan, 'definition'>> & {
  definition?: Partial<SeriesPlan['definition']>;
} = {}): SeriesPlan {
  return {
    title: 'Utsättning',
    venue: 'Stora salen',
    agendaTemplate: [
      { title: 'Upprop', minutes: 5 },
      { title: 'Lägesbild laget runt', minutes: 45 },
    ],
    ...overrides,
    definition: { ...thirdFriday, ...definition },
  };
}

export class PlanningWorld {
  private readonly cookies = new Map<PersonName, string>();

  private constructor(
    readonly database: TestDatabase,
    readonly servers: TestApp[],
    private readonly clock: SetClock,
    private readonly environment: Record<string, string>,
    readonly world: World,
  ) {}

  /** `processes` servers on one database, at the given time; `environment` is what they are told of mail. */
  static async at(
    time: string,
    processes = 1,
    environment: Record<string, string> = {},
  ): Promise<PlanningWorld> {
    const database = await createTestDatabase();
    const clock = new SetClock(time);
    const servers = await Promise.all(
      Array.from({ length: processes }, () => startServer(database, clock, environment)),
    );
    const [first] = servers;
    if (!first) throw new Error('A world needs a server.');
    // What servers look for when they start they have looked for, so that it meets nothing of the world.
    await Promise.all(servers.map(({ app }) => app.get(AskingRounds).run()));
    return new PlanningWorld(database, servers, clock, environment, await createWorld(first.app));
  }

  /** One more server on the same database, given as soon as it listens. */
  async startServer(): Promise<void> {
    const { database, clock, environment } = this;
    this.servers.push(await startServer(database, clock, environment, true));
  }

  /** The newest server ends and is started again. */
  async restartServer(): Promise<void> {
    await this.servers.pop()?.close();
    await this.startServer();
  }

  /** Sets every server's clock. Who was signed in is so no longer. */
  setTime(time: string): void {
    this.clock.set(time);
    this.cookies.clear();
  }

  /** As `setTime`, so much later than it was. */
  passTime(ms: number): void {
    this.setTime(new Date(this.clock.now().getTime() + ms).toISOString());
  }

  async end(): Promise<void> {
    for (const server of this.servers.splice(0)) await server.close();
    await this.database.drop();
  }

  get server(): TestApp {
    const [first] = this.servers;
    if (!first) throw new Error('The world has ended.');
    return first;
  }

  async cookieOf(person: PersonName): Promise<string> {
    const cookie = this.cookies.get(person) ?? (await this.world.signIn(person));
    this.cookies.set(person, cookie);
    return cookie;
  }

  /** Sends a request; `path` begins below the partnership. */
  async send(
    method: string,
    path: string,
    { by = 'samordnaren', body, ifMatch, at = this.server }: Sent = {},
  ): Promise<Response> {
    return fetch(`${at.origin}/api/v1/partnerships/${this.world.partnershipId}/${path}`, {
      method,
      headers: {
        cookie: await this.cookieOf(by),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async create(plan: SeriesPlan = planOf()): Promise<Series> {
    const response = await this.send('POST', 'series', { body: plan });
    if (response.status !== 201) throw new Error(await response.text());
    return Series.parse(await response.json());
  }

  /** Edits a series as it was last seen, agreeing to what is lost, and gives it as it is then. */
  async edit(series: Series, plan: SeriesPlan): Promise<Series> {
    const preview = await this.send('POST', `series/${series.id}/preview`, { body: plan });
    const { losses } = (await preview.json()) as FollowingPreview;
    const response = await this.send('PUT', `series/${series.id}`, {
      body: { ...plan, losses },
      ifMatch: `"${series.version}"`,
    });
    if (response.status !== 200) throw new Error(await response.text());
    return Series.parse(await response.json());
  }

  /** The meetings of a series, soonest first. */
  async meetingsOf({ id }: Series): Promise<MeetingHeader[]> {
    const response = await this.send('GET', `meetings?limit=200&seriesId=${id}`);
    return MeetingList.parse(await response.json()).meetings;
  }

  async command(meeting: MeetingHeader | undefined, command: unknown): Promise<void> {
    const response = await this.send('POST', `meetings/${meeting?.id}/commands`, {
      body: { commandId: crypto.randomUUID(), command },
    });
    if (response.status !== 200) throw new Error(await response.text());
  }
}

function startServer(
  database: TestDatabase,
  clock: Clock,
  environment: Record<string, string>,
  atOnce = false,
): Promise<TestApp> {
  return startTestApp({
    databaseUrl: database.url,
    environment,
    atOnce,
    override: (builder) => builder.overrideProvider(Clock).useValue(clock),
  });
}
