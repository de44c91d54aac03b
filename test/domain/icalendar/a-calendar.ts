// Meetings for calendars, and what another reader than ours finds in the file.
import ICAL from 'ical.js';
import {
  writeCalendar,
  type CalendarEvent,
  type CalendarFile,
} from '../../../src/domain/icalendar/write-calendar.js';

export function anEvent(over: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    uid: '3f1f7c1e-8f57-4a84-9b8a-7f1c2b6f2f10',
    sequence: 0,
    changedAt: '2026-01-02T08:00:00.123Z',
    startsAt: '2026-12-04T17:00:00.000Z',
    endsAt: '2026-12-04T17:50:00.000Z',
    timeZone: 'Europe/Stockholm',
    isCancelled: false,
    title: 'Utsättning',
    place: 'Stadshuset',
    description: 'Fredag',
    url: 'https://utsattning.example.se/moten/1',
    ...over,
  };
}

export function fileWith(...events: CalendarEvent[]): string {
  return written({ method: 'PUBLISH', events });
}

export function written(file: Partial<CalendarFile>): string {
  return writeCalendar({ method: 'PUBLISH', events: [anEvent()], ...file });
}

/** The file as ical.js reads it. */
export function read(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text) as unknown[]);
}

export function eventsIn(text: string): ICAL.Component[] {
  return read(text).getAllSubcomponents('vevent');
}

export function textIn(component: ICAL.Component | undefined, name: string): string {
  return String(component?.getFirstPropertyValue(name));
}

/** When it starts or ends by the zones of the file itself, as an instant. */
export function instantIn(text: string, name: 'dtstart' | 'dtend'): string {
  const calendar = read(text);
  const property = calendar.getFirstSubcomponent('vevent')?.getFirstProperty(name);
  const time = property?.getFirstValue() as ICAL.Time;
  const tzid = property?.getParameter('tzid');
  const block = calendar
    .getAllSubcomponents('vtimezone')
    .find((zone) => textIn(zone, 'tzid') === tzid);
  if (block) time.zone = new ICAL.Timezone(block);
  return new Date(time.toUnixTime() * 1000).toISOString();
}
