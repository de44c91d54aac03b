import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../src/contract/problems.js';
import { SeriesPreview } from '../../src/contract/schedule.js';
import { useServer } from '../support/stage.js';
import { thirdFriday } from '../support/third-friday.js';

const question = {
  ...thirdFriday,
  start: '2026-01-09T19:00',
  from: '2026-01-01',
  to: '2031-01-01',
};

describe('POST /api/v1/series/preview', () => {
  const { database, server } = useServer();

  const ask = (body: unknown) =>
    fetch(`${server.origin}/api/v1/series/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function occurrences(overrides: Partial<typeof question>) {
    const response = await ask({ ...question, ...overrides });
    expect(response.status).toBe(200);
    return SeriesPreview.parse(await response.json()).occurrences;
  }

  async function refusal(overrides: object): Promise<Problem> {
    const response = await ask({ ...question, ...overrides });
    const problem = Problem.parse(await response.json());
    expect(response.status).toBe(problem.status);
    return problem;
  }

  it('answers whoever asks with the occurrences, in exactly this shape', async () => {
    const response = await ask({ ...question, to: '2026-01-30' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      occurrences: [
        {
          startsAt: '2026-01-09T18:00:00Z',
          endsAt: '2026-01-09T18:50:00Z',
          localStart: '2026-01-09T19:00',
          isoYear: 2026,
          isoWeek: 2,
        },
      ],
    });
  });

  it('has all of them in the window, its beginning included and its end not', async () => {
    expect(await occurrences({})).toHaveLength(87);
    const local = await occurrences({ from: '2026-01-09T19:00', to: '2026-01-30T19:00' });
    expect(local.map(({ localStart }) => localStart)).toEqual(['2026-01-09T19:00']);
    expect(await occurrences({ from: '2026-01-10', to: '2026-01-10' })).toEqual([]);
  });

  it('keeps the clock time when summer time comes, and moves on a time that does not exist', async () => {
    const evenings = await occurrences({ from: '2026-03-13', to: '2026-04-04' });
    expect(evenings.map(({ startsAt }) => startsAt)).toEqual([
      '2026-03-13T18:00:00Z',
      '2026-04-03T17:00:00Z',
    ]);
    const nights = await occurrences({
      start: '2026-03-28T02:30',
      rule: 'FREQ=DAILY;COUNT=3',
    });
    expect(nights.map(({ localStart }) => localStart)).toEqual([
      '2026-03-28T02:30',
      '2026-03-29T03:30',
      '2026-03-30T02:30',
    ]);
  });

  it('leaves out and adds as asked; a date ends a rule with its last minute', async () => {
    const dates = await occurrences({
      rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;UNTIL=20260220',
      excludedStarts: ['2026-01-30T19:00'],
      extraStarts: ['2026-02-05T18:00'],
    });
    expect(dates.map(({ localStart }) => localStart)).toEqual([
      '2026-01-09T19:00',
      '2026-02-05T18:00',
      '2026-02-20T19:00',
    ]);
  });

  it.each([
    ['invalid-rule', { rule: 'FREQ=WEEKLY;INTERVAL=0' }],
    ['invalid-rule', { rule: 'every third Friday' }],
    ['invalid-rule', { rule: 'FREQ=WEEKLY;BYDAY=3FR' }],
    ['frequency-too-fine', { rule: 'FREQ=HOURLY' }],
    ['start-not-in-rule', { start: '2026-01-08T19:00' }],
    ['rule-yields-nothing', { rule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['rule-yields-nothing', { rule: 'FREQ=WEEKLY;COUNT=1', excludedStarts: [question.start] }],
    ['too-many-occurrences', { rule: 'FREQ=DAILY', to: '2126-01-01' }],
  ])('refuses with %s what is no series: %j', async (code, overrides) => {
    const problem = await refusal(overrides);
    expect(problem).toMatchObject({ code, status: 422 });
    expect(problem.detail).toBeTruthy();
  });

  it.each([
    ['start', { start: '2026-02-30T19:00' }],
    ['start', { start: '2026-01-09T19:00:00Z' }],
    ['timeZone', { timeZone: 'Europe/Nynashamn' }],
    ['timeZone', { timeZone: '+01:00' }],
    ['durationMinutes', { durationMinutes: 0 }],
    ['rule', { rule: 7 }],
    ['excludedStarts.0', { excludedStarts: ['2026-01-30'] }],
    ['to', { to: '2025-01-01' }],
    ['', { count: 12 }],
  ])('names what is written wrongly: %s', async (path, overrides) => {
    const problem = await refusal(overrides);
    expect(problem.code).toBe('invalid-input');
    expect(problem.issues?.map((issue) => issue.path)).toContain(path);
  });

  it('keeps nothing', async () => {
    expect(await database.query('SELECT FROM meeting_series')).toEqual([]);
    expect(await database.query('SELECT FROM meeting')).toEqual([]);
  });
});
