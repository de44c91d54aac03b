// S2: what a series does to its meetings tells nobody of what is closed in them. The same year is planned
// twice, once with closed notes and once without; outsiders must not be able to tell which is which.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { MeetingHeader } from '../../src/contract/board.js';
import type { Command } from '../../src/contract/commands.js';
import { MeetingList } from '../../src/contract/meetings.js';
import { FollowingPreview, Series, type SeriesPlan } from '../../src/contract/series.js';
import type { MeetingStatus } from '../../src/contract/vocabulary.js';
import { CalendarPost } from '../calendar-mail/calendar-post.js';
import { Subscriber } from '../feeds/subscriber.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { eventually, LiveClient } from '../support/live-client.js';
import { MailServer } from '../support/mail-server.js';
import type { PersonName } from '../support/meeting-world.js';
import { PlanningWorld, planOf } from './planning-world.js';

const thursdays = { start: '2026-01-08T18:00', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH' };
/** Beside the coordinator those who hear only the table, the last of them as they came by a link. */
const outsiders = ['samordnaren', 'nattvandrarna', 'brandförsvaret'] as const;

let mail: MailServer;
beforeAll(async () => {
  mail = await MailServer.start();
});
afterAll(() => mail.shut());

/** A year of meetings, and all that outsiders get to see of it, in one long text. */
class PlannedYear {
  readonly transcript: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly cookies = new Map<string, string>();
  private feeds: Subscriber[] = [];

  private constructor(
    private readonly planning: PlanningWorld,
    private readonly post: CalendarPost,
    public series: Series,
    readonly meetings: MeetingHeader[],
    private readonly watcher: LiveClient,
  ) {}

  static async plan(isSecretive: boolean): Promise<PlannedYear> {
    const environment = { DATABASE_URL: 'postgres://set', ...mail.environment };
    const planning = await PlanningWorld.at('2026-06-01T10:00:00.000Z', 1, environment);
    const { world, server } = planning;
    const post = new CalendarPost(planning, mail);
    post.news();
    await post.onlyTo('nattvandrarna');
    const series = await planning.create();
    const meetings = await planning.meetingsOf(series);
    const watched = { partnershipId: world.partnershipId, meetingId: meetings[6]?.id ?? '' };
    const watcher = await LiveClient.at(
      server.origin,
      await planning.cookieOf('nattvandrarna'),
      watched,
    );
    const year = new PlannedYear(planning, post, series, meetings, watcher);
    await year.begin(isSecretive);
    return year;
  }

  private async begin(isSecretive: boolean): Promise<void> {
    const { world } = this.planning;
    const { polisen, brandförsvaret, nattvandrarna } = world.agency;
    for (const person of outsiders) {
      const method = person === 'brandförsvaret' ? 'link' : 'oidc';
      this.cookies.set(person, await world.signIn(person, method));
    }
    // The police hear what is closed; the calendars that they subscribe to do not.
    for (const person of ['nattvandrarna', 'polisen'] as const)
      this.feeds.push(await Subscriber.of(this.planning, person));
    await this.give('nattvandrarna', 4, noteAdd(world, nattvandrarna));
    if (!isSecretive) return;
    const agencyIds = [polisen, brandförsvaret].sort();
    const audience = { kind: 'agencies' as const, agencyIds };
    for (const index of [1, 6])
      await this.give('polisen', index, noteAdd(world, polisen, { audience }));
    await this.give('polisen', 7, actionPropose(world, polisen, { audience }));
  }

  /** The series becomes another, told of before it is done. */
  async become(plan: SeriesPlan, from?: string): Promise<void> {
    const { id, version } = this.series;
    const ifMatch = `"${version}"`;
    const following = `series/${id}/following/${from ?? '2026-06-05'}`;
    await this.hear('POST', `${following}/preview`, { body: { plan: null } });
    let edited: unknown;
    if (from === undefined) {
      const preview = await this.hear('POST', `series/${id}/preview`, { body: plan });
      const { losses } = FollowingPreview.parse(preview);
      edited = await this.hear('PUT', `series/${id}`, { body: { ...plan, losses }, ifMatch });
    } else {
      const preview = await this.hear('POST', `${following}/preview`, { body: { plan } });
      const { losses } = FollowingPreview.parse(preview);
      edited = await this.hear('PUT', following, { body: { plan, losses }, ifMatch });
    }
    this.series = Series.parse(edited);
    await this.untilWatched();
  }

  /** The one who watches has been told: what comes next is told by itself, whoever is quicker. */
  private async untilWatched(): Promise<void> {
    const board = `meetings/${this.meetings[6]?.id}/board`;
    const told = await this.planning.send('GET', board, { by: 'nattvandrarna' });
    const { compartments } = (await told.json()) as { compartments: { revision: number }[] };
    await eventually(
      () => this.watcher.replica.streams.get('table')?.revision === compartments[0]?.revision,
      'what the board became',
    );
  }

  /** What has come by mail since it was last looked at. */
  async readMail(): Promise<void> {
    const letters = await this.post.deliver();
    this.note(letters.map(({ text: _, organizer: __, ...letter }) => letter));
  }

  /** Everybody looks at everything. */
  async lookAround(): Promise<void> {
    for (const feed of this.feeds) {
      const response = await feed.fetch();
      this.note([response.headers.get('etag'), await response.text()]);
    }
    const ofMeetings = [1, 6].flatMap((index) =>
      ['board', 'rsvps', 'reports', 'calendar.ics?language=sv'].map(
        (what) => `meetings/${this.meetings[index]?.id}/${what}`,
      ),
    );
    const paths = [
      'meetings?limit=200&from=2026-06-01',
      'meetings?limit=3&status=cancelled&order=latest',
      'actions',
      'calendar?from=2026-06-01&to=2027-06-30',
      ...ofMeetings,
    ];
    const seen = await Promise.all(
      outsiders.flatMap((by) => paths.map((path) => this.send('GET', path, { by }))),
    );
    for (const one of seen) this.note(one);
    this.note([
      this.watcher.heard.filter((frame) => !frame.startsWith('["presence"')),
      await this.watcher.ask(null),
    ]);
  }

  /** What someone who hears more than outsiders is shown of the meetings. */
  async listOf(by: PersonName, status: MeetingStatus): Promise<MeetingHeader[]> {
    const response = await this.planning.send(
      'GET',
      `meetings?limit=200&from=2026-06-01&status=${status}`,
      { by },
    );
    return MeetingList.parse(await response.json()).meetings;
  }

  /** Which of the meetings someone is shown as cancelled. */
  async cancelledFor(by: PersonName): Promise<number[]> {
    const cancelled = await this.listOf(by, 'cancelled');
    return cancelled.map(({ id }) => this.meetings.findIndex((meeting) => meeting.id === id));
  }

  async end(): Promise<void> {
    this.watcher.close();
    await this.planning.end();
  }

  private async give(by: PersonName, index: number, command: Command): Promise<void> {
    const path = `meetings/${this.meetings[index]?.id}/commands`;
    const body = { commandId: crypto.randomUUID(), command };
    const response = await this.planning.send('POST', path, { by, body });
    if (response.status !== 200) throw new Error(await response.text());
  }

  /** Sends a request, and gives all that its answer tells. */
  private async send(
    method: string,
    path: string,
    {
      by = 'samordnaren',
      ...sent
    }: { by?: (typeof outsiders)[number]; body?: unknown; ifMatch?: string } = {},
  ) {
    const { server, world } = this.planning;
    const url = `${server.origin}/api/v1/partnerships/${world.partnershipId}/${path}`;
    const headers = {
      cookie: this.cookies.get(by) ?? '',
      'content-type': 'application/json',
      ...(sent.ifMatch !== undefined && { 'if-match': sent.ifMatch }),
    };
    const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
    const response = await fetch(url, { method, headers, ...body });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const answer = isJson ? (JSON.parse(text) as unknown) : text;
    const etag = response.headers.get('etag');
    return { by, method, path, status: response.status, etag, answer };
  }

  /** Sends a request as the coordinator, and gives its answer. */
  private async hear(
    method: string,
    path: string,
    sent: { body: unknown; ifMatch?: string },
  ): Promise<unknown> {
    const seen = await this.send(method, path, sent);
    this.note(seen);
    return seen.answer;
  }

  /** Ids and validators differ between any two years; which are the same within one must not. */
  private note(seen: unknown): void {
    const text = JSON.stringify(seen, (_key, one: unknown) => inOrder(one));
    const unfolded = text.replaceAll(String.raw`\r\n `, '');
    this.transcript.push(
      unfolded.replaceAll(
        /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(W\/)?\\"[\w/+-]{20,}\\"|127\.0\.0\.1:\d+/g,
        (name) => {
          const known = this.names.get(name) ?? `name ${this.names.size}`;
          this.names.set(name, known);
          return known;
        },
      ),
    );
  }
}

/**
 * The order of an object's fields is that of whichever was quicker, the memory or the log; that of an
 * agenda is by its items' ids.
 */
function inOrder(one: unknown): unknown {
  if (typeof one !== 'object' || one === null) return one;
  const places = ({ orderKey }: { orderKey?: string }) => orderKey ?? '';
  if (Array.isArray(one))
    return one.toSorted((a: object, b: object) => places(a).localeCompare(places(b)));
  return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Plans a year, changes it to and fro, and gives what outsiders saw and who was shown what as cancelled. */
async function yearOf(closed: 'with' | 'without') {
  const year = await PlannedYear.plan(closed === 'with');
  try {
    await year.readMail();
    await year.become(planOf({ definition: thursdays }));
    await year.readMail();
    await year.lookAround();
    const outside = await year.cancelledFor('kommunen');
    const inside = await year.cancelledFor('polisen');

    await year.become(planOf());
    await year.lookAround();
    expect(await year.listOf('chefen', 'planned')).toMatchObject(
      year.meetings.map(({ id, startsAt }) => ({ id, startsAt })),
    );
    // Of two meetings on one day only one can stay, as the clock time is another.
    const [fifth = '', sixth = ''] = year.meetings.slice(5).map(({ startsAt }) => startsAt);
    const extraStarts = [`${sixth.slice(0, 10)}T15:00`];
    await year.become(planOf({ definition: { extraStarts } }));
    await year.become(planOf({ definition: { start: '2026-01-09T19:30' } }));
    await year.lookAround();
    const following = planOf({ definition: { ...thursdays, start: '2026-09-24T18:00' } });
    await year.become(following, fifth.slice(0, 10));
    await year.lookAround();
    return { transcript: year.transcript, outside, inside };
  } finally {
    await year.end();
  }
}

it('S2 what is closed in a meeting that its series drops cannot be told from nothing', async () => {
  const quiet = await yearOf('without');
  const secretive = await yearOf('with');
  // The next three are in somebody's calendar, and one has an open note.
  const known = [0, 1, 2, 4];
  expect(quiet).toMatchObject({ outside: known, inside: known });
  // Whoever hears what is closed sees the meeting that it lies in.
  expect(secretive).toMatchObject({ outside: known, inside: [...known, 6, 7] });
  expect(secretive.transcript).toEqual(quiet.transcript);
});
