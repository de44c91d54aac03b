// A calendar outside: it knows an address and nothing else, and remembers what it was last given.
import ICAL from 'ical.js';
import { MadeCalendarFeed, type NewCalendarFeed } from '../../src/contract/feeds.js';
import type { PlanningWorld } from '../series/planning-world.js';
import type { PersonName } from '../support/meeting-world.js';

export interface ShownEvent {
  uid: string;
  sequence: number;
  changedAt: string;
  status: string;
  startsAt: string;
  endsAt: string;
  title: string;
  place: string | null;
  description: string;
}

export class Subscriber {
  constructor(
    private readonly planning: PlanningWorld,
    readonly made: MadeCalendarFeed,
  ) {}

  /** As a person makes one on the page. */
  static async of(
    planning: PlanningWorld,
    by: PersonName,
    asked: Partial<NewCalendarFeed> = {},
  ): Promise<Subscriber> {
    const body = { scope: 'person', seriesId: null, language: 'sv', ...asked };
    const response = await planning.send('POST', 'calendar-feeds', { by, body });
    if (response.status !== 201) throw new Error(await response.text());
    return new Subscriber(planning, MadeCalendarFeed.parse(await response.json()));
  }

  fetch(init: RequestInit = {}): Promise<Response> {
    return fetch(this.planning.server.origin + this.made.path, init);
  }

  async text(): Promise<string> {
    const response = await this.fetch();
    if (response.status !== 200) throw new Error(await response.text());
    return response.text();
  }

  async events(): Promise<ShownEvent[]> {
    return eventsIn(await this.text());
  }
}

/** What a file shows, as ical.js reads it by the zones of the file itself. */
export function eventsIn(text: string): ShownEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zones = new Map(
    calendar
      .getAllSubcomponents('vtimezone')
      .map((block) => [String(block.getFirstPropertyValue('tzid')), new ICAL.Timezone(block)]),
  );
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const value = (name: string) => event.getFirstPropertyValue(name);
    const instant = (name: string) => {
      const time = value(name) as ICAL.Time;
      const zone = zones.get(String(event.getFirstProperty(name)?.getParameter('tzid')));
      if (zone) time.zone = zone;
      return new Date(time.toUnixTime() * 1000).toISOString();
    };
    const changedAt = instant('last-modified');
    if (instant('dtstamp') !== changedAt) throw new Error('DTSTAMP is not when it last changed.');
    return {
      uid: String(value('uid')),
      sequence: Number(value('sequence')),
      changedAt,
      status: String(value('status')),
      startsAt: instant('dtstart'),
      endsAt: instant('dtend'),
      title: String(value('summary')),
      place: value('location') as string | null,
      description: String(value('description')),
    };
  });
}
