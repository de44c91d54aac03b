import type { SeriesDefinition } from '../../../src/contract/schedule.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { occurrencesBetween } from '../../../src/domain/schedule/occurrences.js';
import { thirdFriday } from '../../support/third-friday.js';

/** The utsättning of Nynäshamn, with whatever a test wants otherwise. */
export function series(overrides: Partial<SeriesDefinition> = {}): SeriesDefinition {
  return { ...thirdFriday, start: '2026-01-09T19:00', ...overrides };
}

/** The local starts of a series from its start to a local date or time, the latter not included. */
export function localStarts(overrides: Partial<SeriesDefinition>, to: string): string[] {
  const definition = series(overrides);
  return occurrencesBetween(definition, definition.start, to).map(({ localStart }) => localStart);
}

/** The dates of a series that begins at 09:00 on a date, which it must name. */
export function dates(rule: string, start: string, to: string): string[] {
  return localStarts({ rule, start: `${start}T09:00` }, to).map((local) => local.slice(0, 10));
}

/** Writes out lines of "YYYY-MM: day day day" as dates. */
export function calendar(...lines: string[]): string[] {
  return lines.flatMap((line) => {
    const [month = '', days = ''] = line.split(': ');
    return days.split(' ').map((day) => `${month}-${day.padStart(2, '0')}`);
  });
}

/** The domain error that `act` throws; fails when it throws none. */
export function problemOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
