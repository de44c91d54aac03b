// Someone who looks at everything there is to see, tries what is not theirs, and keeps what they were told.
import { randomUUID } from 'node:crypto';
import type { Command } from '../../src/contract/commands.js';
import type { MadeCalendarFeed } from '../../src/contract/feeds.js';
import { LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';
import type { DoorsToRead } from './doors-to-read.js';

/** What one person can get at on the board and beside it, by the way it came. */
export type Heard = Record<'frames' | 'acks' | 'bodies' | 'catchUp', string>;
/** What one can get at without the board. */
export type Fetched = Record<
  'calendars' | 'rsvps' | 'reports' | 'exports' | 'audit' | 'errors',
  string
>;

/** A member who asks over HTTP, whatever they may do. */
export class Reader {
  private readonly refusals: string[] = [];

  constructor(
    protected readonly origin: string,
    protected readonly world: World,
    protected readonly cookie: string,
    private readonly doors: DoorsToRead,
  ) {}

  protected get own(): string {
    return `/api/v1/partnerships/${this.world.partnershipId}`;
  }

  protected get meeting(): string {
    return `${this.own}/meetings/${this.world.meetingId}`;
  }

  /** Gives a command over HTTP and keeps the answer, whatever it is. */
  async tryOut(command: Command): Promise<void> {
    const body = { commandId: randomUUID(), command };
    this.refusals.push(await this.ask(`${this.meeting}/commands`, 'POST', body));
  }

  /**
   * Every way that leads to a text of its own, and what is refused of what cannot be. One after the other:
   * what is asked for is recorded, and the audit tells in which order.
   */
  async fetchAll(words: readonly string[]): Promise<Fetched> {
    const { own, meeting } = this;
    const asMadeUp = words.map((word) => `${own}/actions?agencyId=${encodeURIComponent(word)}`);
    const calendars = await this.inTurn(
      () => this.subscribed(),
      `${meeting}/calendar.ics`,
      `${own}/calendar-feeds`,
    );
    const rsvps = await this.inTurn(
      () => this.ask(`${meeting}/rsvps/mine`, 'PUT', { answer: 'comes', deputyId: null }),
      `${meeting}/rsvps`,
    );
    const reports = await this.inTurn(
      () => this.ask(`${meeting}/reports/mine`, 'PUT', { answer: 'filed' }),
      `${meeting}/reports`,
    );
    const exports = await this.inTurn(
      () => this.ask(`${own}/exports/agencies`),
      `${own}/exports/people`,
      `${own}/directory`,
    );
    // That it was read stands in it the next time, and who did.
    const audit = await this.inTurn(
      () => this.ask(`${own}/audit?limit=200`),
      `${own}/audit?limit=200`,
    );
    const errors = await this.inTurn(() => this.ask(`${own}/series/${randomUUID()}`), ...asMadeUp);
    return {
      ...{ calendars, rsvps, reports, exports, audit },
      errors: [...this.refusals, errors].join('\n'),
    };
  }

  /** All there is to read, whether or not it opens, and how it does under some of the words it is asked with. */
  async bodies(): Promise<string> {
    const { own } = this;
    const { agency, place } = this.world;
    const doors = await this.doors(this.world, this.cookie);
    const paths = [
      // The audit is asked for by itself, for it tells of what is refused here.
      ...doors.map(({ path }) => path).filter((path) => !path.endsWith('/audit')),
      `${own}/actions?state=open`,
      `${own}/actions?agencyId=${agency.polisen}`,
      `${own}/actions?placeId=${place.stationen}&overdue=true`,
    ];
    return (await Promise.all(paths.map((path) => this.ask(path)))).join('\n');
  }

  async ask(path: string, method = 'GET', body?: object): Promise<string> {
    const response = await fetch(this.origin + path, {
      method,
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const { date: _, ...headers } = Object.fromEntries(response.headers);
    return JSON.stringify({
      status: response.status,
      headers,
      body: isJson ? (JSON.parse(text) as unknown) : unfolded(text),
    });
  }

  private async inTurn(first: () => Promise<string>, ...paths: string[]): Promise<string> {
    const answers = [await first()];
    for (const path of paths) answers.push(await this.ask(path));
    return answers.join('\n');
  }

  /** What a calendar outside is told, which has the address and no session. */
  private async subscribed(): Promise<string> {
    const asked = { scope: 'person', seriesId: null, language: 'sv' };
    const made = await this.ask(`${this.own}/calendar-feeds`, 'POST', asked);
    const { path } = (JSON.parse(made) as { body: Partial<MadeCalendarFeed> }).body;
    return path === undefined ? made : `${made}\n${await this.ask(path)}`;
  }
}

/** Somebody at the table, with the board open. */
export class Onlooker extends Reader {
  private readonly acks: string[] = [];

  private constructor(
    readonly client: LiveClient,
    ...reader: ConstructorParameters<typeof Reader>
  ) {
    super(...reader);
  }

  static async at(...reader: ConstructorParameters<typeof Reader>): Promise<Onlooker> {
    const [origin, world, cookie] = reader;
    return new Onlooker(await LiveClient.at(origin, cookie, world), ...reader);
  }

  /** Over the socket as well. */
  override async tryOut(command: Command): Promise<void> {
    this.acks.push(JSON.stringify(await this.client.send(command, randomUUID())));
    await super.tryOut(command);
  }

  async capture(): Promise<Heard> {
    // Before the asking below, after which one is told who is there once more.
    const frames = this.client.heard.join('\n');
    const bodies = await this.bodies();
    const whole = await this.client.ask(null);
    const epoch = whole.ok && whole.value.kind === 'snapshot' ? whole.value.snapshot.epoch : '';
    const sinceStart = await this.client.ask({ epoch, cursors: { table: 0 } });
    return {
      frames,
      acks: this.acks.join('\n'),
      bodies,
      catchUp: JSON.stringify([whole, sinceStart]),
    };
  }
}

/** A calendar's long lines are broken within what is looked for. */
const unfolded = (text: string) => text.replaceAll(/\r\n[ \t]/g, '');
