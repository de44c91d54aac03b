// What calendars of others say of days: in which zone, for how long, and what is called off.
import { describe, expect, it } from '@jest/globals';
import { readLocalDays } from '../../src/series/local-days/read-file.js';

function readEvent(lines: string[], timeZone = 'Europe/Stockholm') {
  const content = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Dans', ...lines];
  const file = [...content, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
  const [row] = readLocalDays({ format: 'ics', content: file, kind: 'local-event' }, timeZone);
  return row?.ok ? [row.days.startsOn, row.days.endsOn] : row?.fault;
}

describe('an event of a calendar', () => {
  it('that names an instant is on the day that the partnership has then', () => {
    const evening = ['DTSTART:20260814T223000Z', 'DTEND:20260815T220000Z'];
    expect(readEvent(evening)).toEqual(['2026-08-15', '2026-08-15']);
    expect(readEvent(evening, 'Atlantic/Reykjavik')).toEqual(['2026-08-14', '2026-08-15']);
    const newYear = ['DTSTART:20261231T223000Z', 'DTEND:20261231T233000Z'];
    expect(readEvent(newYear)).toEqual(['2026-12-31', '2027-01-01']);
  });

  it('that names a time on the clock, of whatever zone, is on the day written', () => {
    const zone = ';TZID=W. Europe Standard Time:';
    for (const as of [':', zone])
      expect(readEvent([`DTSTART${as}20260815T001500`, `DTEND${as}20260815T235900`])).toEqual([
        '2026-08-15',
        '2026-08-15',
      ]);
  });

  it('lasts as long as it says, where it does not say until when', () => {
    const wholeDays = 'DTSTART;VALUE=DATE:20261026';
    expect(readEvent([wholeDays, 'DURATION:P5D'])).toEqual(['2026-10-26', '2026-10-30']);
    expect(readEvent([wholeDays, 'DURATION:P1W'])).toEqual(['2026-10-26', '2026-11-01']);
    expect(readEvent([wholeDays])).toEqual(['2026-10-26', '2026-10-26']);
    const evening = 'DTSTART:20260815T190000';
    expect(readEvent([evening, 'DURATION:PT5H'])).toEqual(['2026-08-15', '2026-08-15']);
    expect(readEvent([evening, 'DURATION:PT6H'])).toEqual(['2026-08-15', '2026-08-16']);
    expect(readEvent(['DTSTART:20260815T170000Z', 'DURATION:PT5H'])).toEqual([
      '2026-08-15',
      '2026-08-15',
    ]);
  });

  it('that is called off is left out', () => {
    for (const status of ['CANCELLED', 'Cancelled'])
      expect(readEvent(['DTSTART;VALUE=DATE:20260815', `STATUS:${status}`])).toBe('cancelled');
    for (const status of ['CONFIRMED', 'TENTATIVE'])
      expect(readEvent(['DTSTART;VALUE=DATE:20260815', `STATUS:${status}`])).toEqual([
        '2026-08-15',
        '2026-08-15',
      ]);
  });

  it('whose times are none, turned around or endless is left out', () => {
    const start = 'DTSTART:20260815T190000';
    for (const lines of [
      ['DTSTART:hej'],
      ['DTSTART:20260815'],
      [start, 'DTEND:20260814T190000'],
      [start, 'DURATION:hej'],
      [start, 'DURATION:-P1D'],
      [start, 'DURATION:P300D'],
      [start, `DURATION:P${'9'.repeat(25)}W`],
      ['DTSTART:20260815T190000Z', `DURATION:P${'9'.repeat(25)}W`],
    ])
      expect(readEvent(lines)).toBe('dates');
  });
});
