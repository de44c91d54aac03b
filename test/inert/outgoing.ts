// All that goes out over HTTP to one who may read everything, as it comes: every address of the running
// product that is read, and those that hold what was written without being in its list.
import type { MadeCalendarFeed } from '../../src/contract/feeds.js';
import type { Doors } from '../access/principals.js';
import type { DoorsToRead } from '../secrecy/doors-to-read.js';

export interface Answer {
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export class Reader {
  private readonly base: string;

  constructor(
    private readonly origin: string,
    private readonly doors: Doors,
    private readonly cookie: string,
  ) {
    this.base = `/api/v1/partnerships/${doors.world.partnershipId}`;
  }

  async read(path: string): Promise<Answer> {
    const response = await fetch(this.origin + path, { headers: { cookie: this.cookie } });
    const { status, headers } = response;
    return { path, status, headers, body: await response.text() };
  }

  /** What the product has in its list, and of the partnership what is asked for by further words. */
  async readAll(doorsToRead: DoorsToRead, more: readonly string[]): Promise<Answer[]> {
    const listed = await doorsToRead(this.doors.world, this.cookie);
    const paths = [
      ...listed.map(({ path }) => path),
      ...['meetings?limit=200', 'exports/agencies', 'audit?limit=200'].map(
        (path) => `${this.base}/${path}`,
      ),
      ...more,
    ];
    return Promise.all(paths.map((path) => this.read(path)));
  }

  /** A calendar outside, and one meeting to put into a calendar once. */
  async calendars(meetingId: string): Promise<{ feed: Answer; meeting: Answer }> {
    const asked = { scope: 'person', seriesId: null, language: 'sv' };
    const made = await this.doors.knock('POST', `${this.base}/calendar-feeds`, this.cookie, asked);
    const { path } = JSON.parse(made.body) as MadeCalendarFeed;
    return {
      feed: await this.read(path),
      meeting: await this.read(`${this.base}/meetings/${meetingId}/calendar.ics`),
    };
  }
}

/** Every text in answers of JSON, as whoever reads them is given it. */
export function textsIn(answers: readonly Answer[]): Set<string> {
  const texts = new Set<string>();
  for (const { headers, body } of answers)
    if (headers.get('content-type')?.includes('json') === true)
      JSON.parse(body, (_, value: unknown) => {
        if (typeof value === 'string') texts.add(value);
        return value;
      });
  return texts;
}

/** What a browser might take for a page though it is none, and headers that hold what people wrote. */
export function faultsOfAnswer({ path, headers, body }: Answer): string[] {
  const type = headers.get('content-type') ?? '';
  const disposition = headers.get('content-disposition');
  const isOurs = /^(application\/(problem\+)?json|text\/calendar|text\/html); charset=utf-8$/;
  return [
    ...(isOurs.test(type) || body === '' ? [] : [`${path} is ${type}`]),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : [`${path} may be guessed at`]),
    ...(type.startsWith('text/html') && body.includes('run()') ? [`${path} is a page of it`] : []),
    ...[...headers]
      .filter(([, value]) => /\brun\b/i.test(value))
      .map(([name]) => `${path}: ${name}`),
    ...(disposition === null || /^attachment; filename="[\w-]+\.ics"$/.test(disposition)
      ? []
      : [`${path} is called ${disposition}`]),
  ];
}
