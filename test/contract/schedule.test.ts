import { describe, expect, it } from '@jest/globals';
import {
  LocalDate,
  LocalDateTime,
  SeriesDefinition,
  SeriesPreview,
  SeriesPreviewRequest,
  TimeZone,
} from '../../src/contract/schedule.js';
import { previewSeries } from '../../src/domain/schedule/preview.js';
import { inSteps } from '../../src/platform/in-steps.js';

const request = {
  start: '2026-01-09T19:00',
  timeZone: 'Europe/Stockholm',
  durationMinutes: 50,
  rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR',
  from: '2026-01-01',
  to: '2027-01-01',
};

function issuesOf(overrides: object): { path: string; message: string }[] {
  const result = SeriesPreviewRequest.safeParse({ ...request, ...overrides });
  return (result.error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
}

describe('local dates and times', () => {
  it.each(['2026-01-09', '2028-02-29', '2000-02-29', '1583-01-01', '9999-12-31'])(
    '%s is a date',
    (text) => {
      expect(LocalDate.safeParse(text).success).toBe(true);
    },
  );

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-9',
    '1582-10-04',
    '0000-01-01',
    '20260109',
    '2026-01-09T19:00',
    ' 2026-01-09',
    '2026-01-09\n',
    '٢٠٢٦-01-09',
    '',
  ])('%j is none', (text) => {
    expect(LocalDate.safeParse(text).error?.issues).toHaveLength(1);
  });

  it.each(['2026-01-09T00:00', '2026-01-09T23:59', '2026-03-29T02:30'])('%s is a time', (text) => {
    expect(LocalDateTime.safeParse(text).success).toBe(true);
  });

  it.each([
    '2026-01-09T24:00',
    '2026-01-09T19:60',
    '2026-01-09T19:00:00',
    '2026-01-09T19:00Z',
    '2026-01-09T19:00+01:00',
    '2026-01-09 19:00',
    '2026-02-30T19:00',
    '2026-01-09',
  ])('%s is none', (text) => {
    expect(LocalDateTime.safeParse(text).error?.issues).toHaveLength(1);
  });
});

describe('time zones', () => {
  it.each([
    'Europe/Stockholm',
    'Asia/Kathmandu',
    'America/Argentina/Buenos_Aires',
    'UTC',
    'Etc/GMT+5',
  ])('%s is one', (name) => {
    expect(TimeZone.safeParse(name).success).toBe(true);
  });

  it.each(['+01:00', '-0500', 'Z', 'UTC+1', 'GMT+5', 'Europe/Nynashamn', 'local', '', '../../etc'])(
    '%j is none',
    (name) => {
      expect(TimeZone.safeParse(name).success).toBe(false);
    },
  );
});

describe('a request for a preview', () => {
  it('may leave out excluded and extra starts', () => {
    expect(SeriesPreviewRequest.parse(request)).toEqual({
      ...request,
      excludedStarts: [],
      extraStarts: [],
    });
  });

  it('takes local times for the window as well', () => {
    expect(issuesOf({ from: '2026-01-09T19:00', to: '2026-01-09' })).toEqual([]);
    expect(issuesOf({ from: '2026-01-09', to: '2026-01-09T19:00' })).toEqual([]);
  });

  it.each([
    ['an unknown key', { tzid: 'Europe/Stockholm' }, ''],
    ['a meeting of no length', { durationMinutes: 0 }, 'durationMinutes'],
    ['a meeting of more than a day', { durationMinutes: 1441 }, 'durationMinutes'],
    ['half minutes', { durationMinutes: 49.5 }, 'durationMinutes'],
    ['an empty rule', { rule: '' }, 'rule'],
    ['an endless rule', { rule: 'X'.repeat(2001) }, 'rule'],
    ['a day that is not there', { excludedStarts: ['2026-02-30T19:00'] }, 'excludedStarts.0'],
    ['a list too long', { extraStarts: Array(501).fill('2026-01-09T19:00') }, 'extraStarts'],
    ['a window from nowhere', { from: 'today' }, 'from'],
    ['a window that ends before it begins', { to: '2025-12-31' }, 'to'],
  ])('refuses %s', (_what, overrides, path) => {
    expect(issuesOf(overrides).map((issue) => issue.path)).toEqual([path]);
  });

  it('reports everything that is wrong at once', () => {
    expect(
      issuesOf({ start: 'now', timeZone: 'here', durationMinutes: 'long' }).map(({ path }) => path),
    ).toEqual(['start', 'timeZone', 'durationMinutes']);
  });

  it('shares its definition with a stored series', () => {
    const { from: _from, to: _to, ...definition } = request;

    expect(SeriesDefinition.safeParse(definition).success).toBe(true);
    expect(SeriesDefinition.safeParse(request).success).toBe(false);
  });
});

it('a preview has the shape it promises', async () => {
  const preview = await inSteps(previewSeries(SeriesPreviewRequest.parse(request)));

  expect(preview.occurrences).toHaveLength(17);
  expect(SeriesPreview.parse(preview)).toEqual(preview);
});
