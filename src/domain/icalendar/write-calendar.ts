/**
 * Writes iCalendar files (RFC 5545, 5546, 7986), as feeds and as what goes by mail. Every meeting is an
 * event of its own, with no rule of recurrence: a moved date of a series without its master is what
 * makes calendars lose whole series. Nothing here reads a clock, so the same meetings give the same
 * bytes.
 */
import type { Instant } from '../../contract/primitives.js';
import { DAY_MS } from '../schedule/calendar-day.js';
import { floatingAt } from '../schedule/wall-clock.js';
import { joinLines, rawLine, textLine, type Parameters } from './content-line.js';
import { timeZoneBlock } from './time-zone-block.js';

const PRODUCT = '-//Utsattning//Utsattning//SV';

/** What is done with the events: shown, asked for an answer, or taken back. */
type Method = 'PUBLISH' | 'REQUEST' | 'CANCEL';

export interface CalendarAddress {
  readonly name: string;
  readonly email: string;
}

interface Invitation {
  readonly from: CalendarAddress;
  readonly to: CalendarAddress;
  /** Whether an answer to the sender is read. */
  readonly isAnswered: boolean;
}

export interface CalendarEvent {
  readonly uid: string;
  /** Rises when what others planned by has changed; never falls. */
  readonly sequence: number;
  /** When it last changed. It dates the event itself, so that nothing seems new that is not. */
  readonly changedAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly timeZone: string;
  readonly isCancelled: boolean;
  readonly title: string;
  readonly place: string;
  readonly description: string;
  readonly url: string;
  /** Who sends it and who is asked; for what goes by mail. */
  readonly invitation?: Invitation;
}

export interface CalendarFile {
  readonly method: Method;
  readonly events: readonly CalendarEvent[];
  /** Of a calendar that is fetched again and again: what it is called, and how often one may look. */
  readonly feed?: { readonly name: string; readonly refreshMinutes: number };
}

export function writeCalendar({ method, events, feed }: CalendarFile): string {
  const zones = [...new Set(events.map(({ timeZone }) => timeZone))].sort();
  return joinLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    rawLine('PRODID', PRODUCT),
    'CALSCALE:GREGORIAN',
    rawLine('METHOD', method),
    ...(feed ? feedLines(feed) : []),
    ...zones.flatMap((zone) => timeZoneBlock(zone) ?? []),
    ...events.flatMap((event) => eventLines(event, method)),
    'END:VCALENDAR',
  ]);
}

function feedLines({ name, refreshMinutes }: NonNullable<CalendarFile['feed']>): string[] {
  const often = `PT${refreshMinutes}M`;
  return [
    textLine('NAME', name),
    textLine('X-WR-CALNAME', name),
    rawLine('REFRESH-INTERVAL', often, { VALUE: 'DURATION' }),
    rawLine('X-PUBLISHED-TTL', often),
  ];
}

function eventLines(event: CalendarEvent, method: Method): string[] {
  const { isCancelled, place, invitation } = event;
  return [
    'BEGIN:VEVENT',
    rawLine('UID', event.uid),
    rawLine('SEQUENCE', String(event.sequence)),
    rawLine('DTSTAMP', utc(event.changedAt)),
    rawLine('LAST-MODIFIED', utc(event.changedAt)),
    ...timeLines(event),
    // A meeting that is held, only without this receiver, has none (RFC 5546, section 3.2.5).
    ...(method === 'CANCEL' && !isCancelled
      ? []
      : [rawLine('STATUS', isCancelled ? 'CANCELLED' : 'CONFIRMED')]),
    rawLine('TRANSP', isCancelled ? 'TRANSPARENT' : 'OPAQUE'),
    textLine('SUMMARY', event.title),
    ...(place === '' ? [] : [textLine('LOCATION', place)]),
    textLine('DESCRIPTION', event.description),
    rawLine('URL', event.url),
    ...(invitation ? invitationLines(invitation) : []),
    'END:VEVENT',
  ];
}

function timeLines({ startsAt, endsAt, timeZone }: CalendarEvent): string[] {
  const times: [string, Instant][] = [
    ['DTSTART', startsAt],
    ['DTEND', endsAt],
  ];
  const isUnclear = times.some(([, instant]) => comesTwice(instant, timeZone));
  if (isUnclear || timeZoneBlock(timeZone) === null)
    return times.map(([name, instant]) => rawLine(name, utc(instant)));
  return times.map(([name, instant]) =>
    rawLine(name, local(instant, timeZone), { TZID: timeZone }),
  );
}

/** Readers differ over which is meant of an hour that comes twice, when summer time ends. */
function comesTwice(instant: Instant, timeZone: string): boolean {
  const at = Date.parse(instant);
  const offset = (other: number) => floatingAt(other, timeZone) - other;
  const setBack = offset(at - DAY_MS) - offset(at + DAY_MS);
  return setBack > 0 && [at - setBack, at + setBack].some((o) => o + offset(o) === at + offset(at));
}

function invitationLines({ from, to, isAnswered }: Invitation): string[] {
  const asked: Parameters = {
    CN: to.name,
    ROLE: 'REQ-PARTICIPANT',
    PARTSTAT: 'NEEDS-ACTION',
    RSVP: isAnswered ? 'TRUE' : 'FALSE',
  };
  return [
    rawLine('ORGANIZER', `mailto:${from.email}`, { CN: from.name }),
    rawLine('ATTENDEE', `mailto:${to.email}`, asked),
  ];
}

function utc(instant: Instant): string {
  return `${basic(Date.parse(instant))}Z`;
}

function local(instant: Instant, timeZone: string): string {
  return basic(floatingAt(Date.parse(instant), timeZone));
}

/** As `20261204T180000`. */
function basic(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '');
}
