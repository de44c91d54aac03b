// School breaks and events of a partnership: by hand, from tables and from calendars, and where they show.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PartnershipCalendar, SeriesContext } from '../../src/contract/calendar.js';
import {
  LocalDays,
  LocalDaysImport,
  LocalDaysList,
  type LocalDaysFile,
} from '../../src/contract/local-days.js';
import { Problem } from '../../src/contract/problems.js';
import type { PersonName } from '../support/meeting-world.js';
import { planOf, PlanningWorld } from './planning-world.js';

let planning: PlanningWorld;

beforeAll(async () => {
  planning = await PlanningWorld.at('2026-01-05T08:00:00.000Z');
});
afterAll(() => planning.end());

const sportlov = {
  kind: 'school-break',
  title: 'Sportlov',
  startsOn: '2026-02-16',
  endsOn: '2026-02-20',
};
const send = (method: string, path: string, body?: unknown, by?: PersonName) =>
  planning.send(method, path, { ...(body !== undefined && { body }), ...(by && { by }) });
const asSeen = (method: string, { id, version }: LocalDays, body?: unknown, by?: PersonName) =>
  planning.send(method, `local-days/${id}`, {
    ...{ body, ifMatch: `"${version}"` },
    ...(by && { by }),
  });

async function days(response?: Response) {
  const list = response ?? (await send('GET', 'local-days', undefined, 'polisen'));
  return LocalDaysList.parse(await list.json()).days;
}

async function codeOf(response: Response) {
  return Problem.parse(await response.json()).code;
}

async function preview(file: Partial<LocalDaysFile>) {
  const body = { format: 'csv', content: '', kind: 'school-break', ...file };
  const response = await send('POST', 'local-days/previews', body);
  return LocalDaysImport.parse(await response.json());
}

describe('local days', () => {
  it('are marked by a coordinator, once, and shown at the meetings and in what one plans', async () => {
    await send('POST', 'local-days', sportlov);
    const [one, ...rest] = await days(await send('POST', 'local-days', sportlov));
    expect(one).toMatchObject(sportlov);
    expect(rest).toEqual([]);
    expect(await days()).toEqual([one]);

    const path = 'calendar?from=2026-02-18&to=2026-02-20';
    const calendar = PartnershipCalendar.parse(await (await send('GET', path)).json());
    const mark = { kind: 'school-break', name: { sv: 'Sportlov', en: 'Sportlov' } };
    expect(calendar.days).toEqual(
      ['18', '19', '20'].map((day) => ({
        on: `2026-02-${day}`,
        collides: false,
        marks: [mark],
      })),
    );
    const question = { ...planOf().definition, from: '2026-02-01', to: '2026-03-01' };
    const asked = await send('POST', 'calendar/series-context', question, 'polisen');
    const [friday] = SeriesContext.parse(await asked.json()).occurrences;
    expect(friday).toMatchObject({ on: '2026-02-20', collides: false, marks: [mark] });
    expect(friday?.thursday?.marks).toEqual([mark]);

    expect(await days(await asSeen('DELETE', one!))).toEqual([]);
    expect(await codeOf(await asSeen('DELETE', one!))).toBe('not-found');
    expect(await codeOf(await asSeen('PUT', one!, sportlov))).toBe('not-found');
  });

  it('are changed where they stand, and never over what somebody else has changed', async () => {
    const [one] = await days(await send('POST', 'local-days', sportlov));
    const longer = { ...sportlov, endsOn: '2026-02-22' };
    const edited = await asSeen('PUT', one!, longer);
    expect(edited.headers.get('etag')).toBe('"2"');
    const now = LocalDays.parse(await edited.json());
    expect(now).toEqual({ ...longer, id: one?.id, version: 2 });
    expect(await days()).toEqual([now]);

    const late = await asSeen('PUT', one!, { ...sportlov, title: 'Vinterlov' });
    expect(await late.json()).toMatchObject({ code: 'stale', current: now });
    expect(await codeOf(await asSeen('DELETE', one!))).toBe('stale');
    expect(await codeOf(await asSeen('PUT', now, longer, 'polisen'))).toBe('not-allowed');
    const person = { ...longer, title: 'Ring 070-174 06 05' };
    expect(await codeOf(await asSeen('PUT', now, person))).toBe('person-data');
    const unseen = await send('PUT', `local-days/${now.id}`, longer);
    expect(await codeOf(unseen)).toBe('version-required');

    const other = { ...sportlov, title: 'Påsklov' };
    const easter = (await days(await send('POST', 'local-days', other)))[0]!;
    expect(await codeOf(await asSeen('PUT', easter, longer))).toBe('taken');
    for (const each of await days()) await asSeen('DELETE', each);
  });

  it('name the end of school, also by the break that follows, up to the last day asked of', async () => {
    const path = 'calendar?from=2026-06-08&to=2026-06-12';
    const ends = async () => PartnershipCalendar.parse(await (await send('GET', path)).json()).days;
    expect(await ends()).toEqual([]);
    const summer = {
      ...sportlov,
      title: 'Sommarlov',
      startsOn: '2026-06-13',
      endsOn: '2026-08-17',
    };
    const [one] = await days(await send('POST', 'local-days', summer));
    expect(await ends()).toMatchObject([
      { on: '2026-06-12', collides: false, marks: [{ kind: 'risk-evening' }] },
    ]);
    await asSeen('DELETE', one!);
  });

  it('are refused from others, and where they name a person or no span', async () => {
    expect(await codeOf(await send('POST', 'local-days', sportlov, 'polisen'))).toBe('not-allowed');
    const person = { ...sportlov, title: 'Ring 070-174 06 05' };
    expect(await codeOf(await send('POST', 'local-days', person))).toBe('person-data');
    for (const endsOn of ['2026-02-15', '2026-12-31']) {
      const wrong = await send('POST', 'local-days', { ...sportlov, endsOn });
      expect(await codeOf(wrong)).toBe('invalid-input');
    }
    expect(await days()).toEqual([]);
  });

  it('come out of a table, row by row, with why a row does not', async () => {
    const content = [
      'Namn;Från;Till;Slag',
      'Påsklov;2026-03-30;2026-04-03;Lov',
      'Skärgårdsmarknad;2026-06-06;;evenemang',
      'Skolavslutning åk 9;2026-06-11;;',
      'Påsklov;2026-03-30;2026-04-03;lov',
      ';2026-03-30;;lov',
      'Bakvänt;2026-04-03;2026-03-30;lov',
      'Trettonde;2026-13-01;;lov',
      'Fest;2026-05-05;;kalas',
      'Ring 070-174 06 05;2026-05-05;;lov',
    ].join('\r\n');
    const { rows, refused } = await preview({ content });
    expect(rows.map(({ place, title, isNew }) => [place, title, isNew])).toEqual([
      [2, 'Påsklov', true],
      [3, 'Skärgårdsmarknad', true],
      [4, 'Skolavslutning åk 9', true],
      [5, 'Påsklov', false],
    ]);
    expect(refused.map(({ place, fault }) => [place, fault])).toEqual([
      [6, 'title'],
      [7, 'dates'],
      [8, 'dates'],
      [9, 'kind'],
      [10, 'person-data'],
    ]);
    expect(await days()).toEqual([]);
    const file = { format: 'csv', content, kind: 'school-break' };
    const taken = await days(await send('POST', 'local-days/imports', file));
    expect(taken.map(({ title, kind, endsOn }) => [title, kind, endsOn])).toEqual([
      ['Påsklov', 'school-break', '2026-04-03'],
      ['Skärgårdsmarknad', 'local-event', '2026-06-06'],
      ['Skolavslutning åk 9', 'risk-evening', '2026-06-11'],
    ]);
    expect(await days(await send('POST', 'local-days/imports', file))).toEqual(taken);
    expect((await preview({ content: 'a;b\n1;2' })).refused).toEqual([
      { place: 1, fault: 'columns-missing' },
    ]);
  });

  it('come out of a calendar, whole days and evenings, and nothing that repeats', async () => {
    const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
    const content = [
      'BEGIN:VCALENDAR',
      ...event('SUMMARY:Höstlov', 'DTSTART;VALUE=DATE:20261026', 'DTEND;VALUE=DATE:20261031'),
      ...event('SUMMARY:Konsert\\, torget', 'DTSTART:20260815T190000', 'DTEND:20260816T010000'),
      ...event('SUMMARY:Dans', 'DTSTART:20260815T190000', 'DTEND:20260816T000000'),
      ...event('SUMMARY:Varje vecka', 'DTSTART;VALUE=DATE:20260801', 'RRULE:FREQ=WEEKLY'),
      ...event('DTSTART;VALUE=DATE:20260801'),
      ...event('SUMMARY:Utan dag'),
      'END:VCALENDAR',
    ].join('\r\n');
    const { rows, refused } = await preview({ format: 'ics', content, kind: 'local-event' });
    expect(rows.map(({ title, startsOn, endsOn }) => [title, startsOn, endsOn])).toEqual([
      ['Höstlov', '2026-10-26', '2026-10-30'],
      ['Konsert, torget', '2026-08-15', '2026-08-16'],
      ['Dans', '2026-08-15', '2026-08-15'],
    ]);
    expect(refused).toEqual([
      { place: 4, fault: 'repeats' },
      { place: 5, fault: 'title' },
      { place: 6, fault: 'dates' },
    ]);
    for (const broken of ['BEGIN:VCALENDAR', 'hej', 'BEGIN:VCALENDAR\r\nX\r\nEND:VCALENDAR'])
      expect((await preview({ format: 'ics', content: broken })).refused).toEqual([
        { place: 1, fault: 'unreadable' },
      ]);
  });
});
