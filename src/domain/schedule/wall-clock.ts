/**
 * Wall-clock time in a time zone and the instants it stands for. A wall-clock time without its
 * zone is handled as the milliseconds it would be in UTC ("floating").
 */
import type { LocalDateTime } from '../../contract/schedule.js';
import { DomainError } from '../domain-error.js';
import { DAY_MS } from './calendar-day.js';

const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** Named in lower case, so that other spellings of a zone do not fill the memory. */
function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  const key = timeZone.toLowerCase();
  let format = offsetFormats.get(key);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    } catch {
      throw new DomainError('invalid-time-zone', 'The time zone is not in the IANA database.');
    }
    offsetFormats.set(key, format);
  }
  return format;
}

/**
 * How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. Read from Intl
 * to the second: `tzOffset` of @date-fns/tz 1.5 turns offsets between 0 and -1 hour around
 * (Liberia until 1972, -00:44:30) and answers in fractions of minutes.
 */
function offsetAt(instant: number, timeZone: string): number {
  const text = offsetFormat(timeZone).format(instant);
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -size : size) * 1000;
}

/**
 * The instant at which the clocks of a zone show a floating time. Where they show it twice
 * (summer time ends) the first; where they never do (summer time begins, or a day is left out)
 * as much later as the clocks were moved.
 */
export function instantOf(floating: number, timeZone: string): number {
  // No zone is a whole day from UTC, so these lie before and after a change near that time.
  const before = offsetAt(floating - DAY_MS, timeZone);
  const after = offsetAt(floating + DAY_MS, timeZone);
  const fitting = [...new Set([before, after])]
    .map((offset) => ({ offset, instant: floating - offset }))
    .filter(({ offset, instant }) => offsetAt(instant, timeZone) === offset)
    .map(({ instant }) => instant);
  return fitting.length > 0 ? Math.min(...fitting) : floating - before;
}

/** What the clocks of a zone show at an instant, as a floating time. */
export function floatingAt(instant: number, timeZone: string): number {
  return instant + offsetAt(instant, timeZone);
}

export function floatingOf(local: LocalDateTime): number {
  return Date.parse(`${local}Z`);
}

/** A floating time to the minute, YYYY-MM-DDTHH:mm. */
export function localDateTimeOf(floating: number): LocalDateTime {
  return new Date(floating).toISOString().slice(0, 16);
}
