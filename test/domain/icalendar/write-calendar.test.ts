import { describe, expect, it } from '@jest/globals';
import { anEvent, eventsIn, fileWith, instantIn, read, textIn, written } from './a-calendar.js';

describe('a calendar file', () => {
  it('is these bytes', () => {
    const file = written({ feed: { name: 'Utsättning', refreshMinutes: 60 } });
    expect(file.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Utsattning//Utsattning//SV',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:Utsättning',
      'X-WR-CALNAME:Utsättning',
      'REFRESH-INTERVAL;VALUE=DURATION:PT60M',
      'X-PUBLISHED-TTL:PT60M',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Stockholm',
      'BEGIN:DAYLIGHT',
      'TZNAME:CEST',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'DTSTART:19700329T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'TZNAME:CET',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'DTSTART:19701025T030000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:3f1f7c1e-8f57-4a84-9b8a-7f1c2b6f2f10',
      'SEQUENCE:0',
      'DTSTAMP:20260102T080000Z',
      'LAST-MODIFIED:20260102T080000Z',
      'DTSTART;TZID=Europe/Stockholm:20261204T180000',
      'DTEND;TZID=Europe/Stockholm:20261204T185000',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'SUMMARY:Utsättning',
      'LOCATION:Stadshuset',
      'DESCRIPTION:Fredag',
      'URL:https://utsattning.example.se/moten/1',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('tells each zone in use once, and none without an event', () => {
    const zones = (text: string) =>
      read(text)
        .getAllSubcomponents('vtimezone')
        .map((zone) => textIn(zone, 'tzid'));
    const london = anEvent({ timeZone: 'Europe/London' });
    expect(zones(fileWith(anEvent(), london, anEvent()))).toEqual([
      'Europe/London',
      'Europe/Stockholm',
    ]);
    expect(zones(written({ events: [] }))).toEqual([]);
  });

  it.each([
    ['in winter', '2026-12-04T17:00:00.000Z', '2026-12-04T17:50:00.000Z'],
    ['in summer', '2026-07-10T16:00:00.000Z', '2026-07-10T16:50:00.000Z'],
    ['across the start of summer time', '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ['in the hour that comes first', '2026-10-25T00:10:00.000Z', '2026-10-25T00:50:00.000Z'],
    ['in the hour that comes again', '2026-10-25T01:10:00.000Z', '2026-10-25T01:50:00.000Z'],
    ['into the hour that comes again', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['across the end of summer time', '2026-10-24T23:30:00.000Z', '2026-10-25T02:30:00.000Z'],
  ])('means the same instants to another reader: %s', (_, startsAt, endsAt) => {
    const file = fileWith(anEvent({ startsAt, endsAt }));
    expect([instantIn(file, 'dtstart'), instantIn(file, 'dtend')]).toEqual([startsAt, endsAt]);
  });

  it('writes times in UTC where it knows no zone of that name', () => {
    const file = fileWith(anEvent({ timeZone: 'europe/stockholm' }));
    expect(file).not.toContain('VTIMEZONE');
    expect(file).toContain('DTSTART:20261204T170000Z\r\n');
  });

  it('keeps what is cancelled, and frees its time', () => {
    const [event] = eventsIn(fileWith(anEvent({ isCancelled: true, sequence: 3 })));
    expect(textIn(event, 'status')).toBe('CANCELLED');
    expect(textIn(event, 'transp')).toBe('TRANSPARENT');
    expect(textIn(event, 'sequence')).toBe('3');
  });

  it.each(['REQUEST', 'CANCEL'] as const)('names sender and receiver in a %s', (method) => {
    const from = { name: 'Samverkan: Nynäshamn', email: 'mote@example.se' };
    const to = { name: 'Anna Ek', email: 'anna@example.se' };
    const file = written({
      method,
      events: [anEvent({ invitation: { from, to, isAnswered: true } })],
    });
    expect(textIn(read(file), 'method')).toBe(method);
    expect(file).toContain('ORGANIZER;CN="Samverkan: Nynäshamn":mailto:mote@example.se\r\n');
    const asked = eventsIn(file)[0]?.getFirstProperty('attendee');
    expect(asked?.getFirstValue()).toBe('mailto:anna@example.se');
    expect(asked?.getParameter('partstat')).toBe('NEEDS-ACTION');
    expect(asked?.getParameter('rsvp')).toBe('TRUE');
  });

  it('does not say that a meeting is cancelled from which one receiver is taken', () => {
    const statusIn = (isCancelled: boolean) =>
      textIn(
        eventsIn(written({ method: 'CANCEL', events: [anEvent({ isCancelled })] }))[0],
        'status',
      );
    expect([true, false].map(statusIn)).toEqual(['CANCELLED', 'null']);
  });

  it('names nobody in a feed', () => {
    expect(fileWith(anEvent())).not.toMatch(/ATTENDEE|ORGANIZER|RRULE:FREQ=(?!YEARLY)/);
  });
});
