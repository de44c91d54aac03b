import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarMarkKind } from '../../../../src/contract/vocabulary.js';
import {
  CalendarContext,
  FIRST_CONTEXT_YEAR,
  LAST_CONTEXT_YEAR,
} from '../../../../src/domain/schedule/calendar-context/calendar-context.js';
import { loadHolidays } from '../../../../src/domain/schedule/calendar-context/swedish-holidays.js';
import { dayOfLocal, localDateOf } from '../../../../src/domain/schedule/calendar-day.js';
import { occurrencesBetween } from '../../../../src/domain/schedule/occurrences.js';
import { series } from '../series.js';
import { eves, iso, plusDays, publicHolidays, utc } from './law.js';

let calendar: CalendarContext;
const years = Array.from(
  { length: LAST_CONTEXT_YEAR - FIRST_CONTEXT_YEAR + 1 },
  (_, index) => FIRST_CONTEXT_YEAR + index,
);
// The package takes its time over each year; 71 of them at once are asked for here alone.
beforeAll(async () => {
  calendar = new CalendarContext(await loadHolidays());
  for (const year of years) calendar.markedDays(year);
}, 120_000);

const on = (date: string) => calendar.day(dayOfLocal(date));
const names = (date: string) => on(date).marks.map(({ name }) => name.sv);
const marksOf = (year: number, kind: CalendarMarkKind) =>
  calendar
    .markedDays(year)
    .flatMap((day) =>
      day.marks.filter((mark) => mark.kind === kind).map(({ name }) => `${day.on}: ${name.sv}`),
    )
    .sort();

describe('the calendar of Sweden', () => {
  it('has in every year from 1990 to 2060 the public holidays of the law, and no others', () => {
    expect([years[0], years.at(-1)]).toEqual([1990, 2060]);
    for (const year of years) expect(marksOf(year, 'public-holiday')).toEqual(publicHolidays(year));
  });

  it('has the eves of every year, and those of the two holidays whose eve has no name', () => {
    for (const year of years) {
      const found = marksOf(year, 'eve');
      expect(found.filter((eve) => !eve.includes('dagen före'))).toEqual(eves(year));
      const before = (name: string) => {
        const date = publicHolidays(year)
          .find((day) => day.endsWith(name))
          ?.slice(0, 10);
        return date === undefined ? [] : [localDateOf(dayOfLocal(date) - 1)];
      };
      const isPublic = (date: string) => publicHolidays(year).some((day) => day.startsWith(date));
      expect(
        found.filter((eve) => eve.includes('dagen före')).map((eve) => eve.slice(0, 10)),
      ).toEqual(
        ['Kristi himmelsfärdsdag', 'nationaldagen']
          .flatMap(before)
          .filter((date) => !isPublic(date)),
      );
    }
  });

  it('says of a working day between two days off that it is one, after or before what', () => {
    expect(marksOf(2026, 'day-between')).toEqual([
      '2026-01-02: klämdag efter nyårsdagen',
      '2026-01-05: klämdag före trettondedag jul',
      '2026-05-15: klämdag efter Kristi himmelsfärdsdag',
    ]);
    expect(marksOf(2024, 'day-between')).toEqual([
      '2024-05-10: klämdag efter Kristi himmelsfärdsdag',
      '2024-06-07: klämdag efter nationaldagen',
      '2024-12-23: klämdag före julafton',
      '2024-12-27: klämdag efter annandag jul',
      '2024-12-30: klämdag före nyårsafton',
    ]);
  });

  it('finds a day between in every year at the same places as one who counts the days off', () => {
    const rests = new Set(['midsommarafton', 'julafton', 'nyårsafton']);
    for (const year of years) {
      const off = new Set(
        [year - 1, year, year + 1].flatMap((one) => [
          ...publicHolidays(one).map((day) => day.slice(0, 10)),
          ...eves(one)
            .filter((day) => rests.has(day.slice(12)))
            .map((day) => day.slice(0, 10)),
        ]),
      );
      const isOff = (date: Date) => [0, 6].includes(date.getUTCDay()) || off.has(iso(date));
      const expected: string[] = [];
      for (let date = utc(year, 1, 1); date.getUTCFullYear() === year; date = plusDays(date, 1))
        if (!isOff(date) && isOff(plusDays(date, -1)) && isOff(plusDays(date, 1)))
          expected.push(iso(date));
      expect(marksOf(year, 'day-between').map((day) => day.slice(0, 10))).toEqual(expected);
    }
  });

  it('knows two holidays on one day, and nothing of years it is not proven for', () => {
    expect(names('2008-05-01')).toEqual(['första maj', 'Kristi himmelsfärdsdag']);
    expect(names('2008-04-30')).toEqual([
      'valborgsmässoafton',
      'dagen före Kristi himmelsfärdsdag',
    ]);
    expect(names('1989-12-25')).toEqual([]);
    expect(names('2061-12-25')).toEqual([]);
    expect(calendar.markedDays(2061)).toEqual([]);
  });

  it('has each name in English too', () => {
    expect(on('2026-04-03').marks).toEqual([
      { kind: 'public-holiday', name: { sv: 'långfredagen', en: 'Good Friday' } },
    ]);
    expect(on('2026-05-15').marks[0]?.name.en).toBe('a day between, after Ascension Day');
  });
});

describe('evenings at risk', () => {
  it('are marked, and are no collision', () => {
    expect(on('2026-12-13')).toEqual({
      on: '2026-12-13',
      collides: false,
      marks: [{ kind: 'risk-evening', name: { sv: 'Lucia', en: 'St Lucia’s Day' } }],
    });
    expect(names('2026-12-12')).toEqual(['natten till Lucia']);
    expect(names('2026-10-31')).toEqual(['alla helgons dag', 'halloween']);
    expect(names('2028-10-31')).toEqual(['halloween']);
    expect(on('2028-10-31').collides).toBe(false);
  });

  it('are the Friday and Saturday after wages have come, the last bank day up to the 25th', () => {
    const paydays = marksOf(2026, 'risk-evening')
      .filter((day) => day.endsWith('lönehelg'))
      .map((day) => day.slice(5, 10));
    expect(paydays).toEqual([
      ...['01-23', '01-24', '02-27', '02-28', '03-27', '03-28', '04-24', '04-25'],
      ...['05-29', '05-30', '06-26', '06-27', '07-24', '07-25', '08-28', '08-29'],
      ...['09-25', '09-26', '10-23', '10-24', '11-27', '11-28', '12-25', '12-26'],
    ]);
    // Midsummer's Eve 2027 is a 25th: banks are closed, and wages come the day before.
    expect(names('2027-06-25')).toEqual(['midsommarafton', 'lönehelg']);
  });
});

describe('a series of Fridays', () => {
  const collisionsOf = (rule: string, start: string, to: string) =>
    occurrencesBetween(series({ rule, start: `${start}T19:00` }), '2026-01-01', to)
      .map(({ localStart }) => on(localStart))
      .filter(({ collides }) => collides)
      .map((day) => {
        const marks = day.marks.filter(({ kind }) => kind !== 'risk-evening');
        return `${day.on} ${marks.map(({ name }) => name.sv).join(', ')}`;
      });

  it('every third from 9 January 2026 to the end of 2035 meets what it meets, by name', () => {
    const found = collisionsOf('FREQ=WEEKLY;INTERVAL=3;BYDAY=FR', '2026-01-09', '2036-01-01');
    expect(found).toEqual([
      '2026-04-03 långfredagen',
      '2026-05-15 klämdag efter Kristi himmelsfärdsdag',
      '2026-06-05 dagen före nationaldagen',
      '2026-10-30 allhelgonaafton',
      '2027-01-01 nyårsdagen',
      '2027-03-26 långfredagen',
      '2027-05-07 klämdag efter Kristi himmelsfärdsdag',
      '2027-12-24 julafton',
      '2028-11-03 allhelgonaafton',
      '2029-01-05 trettondagsafton',
      '2029-03-30 långfredagen',
      '2029-05-11 klämdag efter Kristi himmelsfärdsdag',
      '2029-06-22 midsommarafton',
      '2031-06-06 nationaldagen',
      '2031-10-31 allhelgonaafton',
      '2032-01-02 klämdag efter nyårsdagen',
      '2032-03-26 långfredagen',
      '2032-05-07 klämdag efter Kristi himmelsfärdsdag',
      '2032-12-24 julafton',
      '2033-11-04 allhelgonaafton',
      '2034-01-06 trettondedag jul',
      '2034-06-23 midsommarafton',
      '2035-03-23 långfredagen',
      '2035-05-04 klämdag efter Kristi himmelsfärdsdag',
    ]);
  });

  it('every one of 2026 and 2027 that collides is found', () => {
    expect(collisionsOf('FREQ=WEEKLY;BYDAY=FR', '2026-01-02', '2028-01-01')).toEqual([
      '2026-01-02 klämdag efter nyårsdagen',
      '2026-04-03 långfredagen',
      '2026-05-01 första maj',
      '2026-05-15 klämdag efter Kristi himmelsfärdsdag',
      '2026-06-05 dagen före nationaldagen',
      '2026-06-19 midsommarafton',
      '2026-10-30 allhelgonaafton',
      '2026-12-25 juldagen',
      '2027-01-01 nyårsdagen',
      '2027-03-26 långfredagen',
      '2027-04-30 valborgsmässoafton',
      '2027-05-07 klämdag efter Kristi himmelsfärdsdag',
      '2027-06-25 midsommarafton',
      '2027-11-05 allhelgonaafton',
      '2027-12-24 julafton',
      '2027-12-31 nyårsafton',
    ]);
  });
});
