/**
 * Reads the text of a recurrence rule (RFC 5545, section 3.3.10) and refuses whatever the
 * section forbids, in words a person can act on. A rule here repeats by days, weeks, months or
 * years: the time of day always comes from the start of the series.
 */
import { DomainError } from '../domain-error.js';
import { DAY_MS, type WeekdayIndex } from './calendar-day.js';

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Frequency = (typeof frequencies)[number];

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A weekday, or only the nth of its kind; negative counts from the end, 0 means every one. */
interface RuleWeekday {
  readonly ordinal: number;
  readonly weekday: WeekdayIndex;
}

/**
 * Where a rule ends, inclusive: an instant (epoch milliseconds), or a wall-clock time written as
 * the milliseconds it would be in UTC.
 */
type RuleEnd =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'local'; readonly at: number };

export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly weekStart: WeekdayIndex;
  readonly count: number | undefined;
  readonly until: RuleEnd | undefined;
  readonly months: readonly number[] | undefined;
  readonly weekNumbers: readonly number[] | undefined;
  readonly yearDays: readonly number[] | undefined;
  readonly monthDays: readonly number[] | undefined;
  readonly weekdays: readonly RuleWeekday[] | undefined;
  readonly setPositions: readonly number[] | undefined;
}

/** No series needs a higher COUNT or INTERVAL; the bound keeps every expansion short. */
const HIGHEST_NUMBER = 100_000;

const partNames = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYMONTH',
  'BYWEEKNO',
  'BYYEARDAY',
  'BYMONTHDAY',
  'BYDAY',
  'BYSETPOS',
];
const finerFrequencies = ['HOURLY', 'MINUTELY', 'SECONDLY'];
const timeOfDayParts = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];

type Parts = ReadonlyMap<string, string>;

function refuse(detail: string): never {
  throw new DomainError('invalid-rule', detail);
}

/**
 * Parses the value of an RRULE. Letters may be of either case, and a leading `RRULE:` is
 * accepted, as people paste whole lines from calendar programs. Throws `frequency-too-fine` for
 * a rule that repeats within a day and `invalid-rule` for whatever else is not allowed.
 */
export function parseRule(text: string): RecurrenceRule {
  const parts = splitParts(text);
  const frequency = readFrequency(parts);
  refuseUnknownParts(parts);

  const rule: RecurrenceRule = {
    frequency,
    interval: readNumber(parts, 'INTERVAL') ?? 1,
    weekStart: readWeekStart(parts),
    count: readNumber(parts, 'COUNT'),
    until: readEnd(parts),
    months: readNumbers(parts, 'BYMONTH', 12, 'unsigned'),
    weekNumbers: readNumbers(parts, 'BYWEEKNO', 53, 'signed'),
    yearDays: readNumbers(parts, 'BYYEARDAY', 366, 'signed'),
    monthDays: readNumbers(parts, 'BYMONTHDAY', 31, 'signed'),
    weekdays: readWeekdays(parts),
    setPositions: readNumbers(parts, 'BYSETPOS', 366, 'signed'),
  };
  refuseForbiddenCombinations(rule);
  return rule;
}

function splitParts(text: string): Parts {
  // Checked before upper-casing, which turns some foreign letters (a dotless i) into ASCII ones.
  if (!/^[\x21-\x7e]+$/.test(text)) {
    refuse('A rule is written in ASCII letters, digits and signs, without spaces.');
  }
  const parts = new Map<string, string>();
  for (const part of text
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (name === '' || value === '' || rest.length > 0) {
      refuse(`Every part of a rule is written NAME=VALUE; "${part}" is not.`);
    }
    if (parts.has(name)) refuse(`${name} stands in the rule more than once.`);
    parts.set(name, value);
  }
  return parts;
}

function readFrequency(parts: Parts): Frequency {
  const value = parts.get('FREQ');
  if (value === undefined) refuse('FREQ is missing; it says how often the series repeats.');
  if (finerFrequencies.includes(value)) {
    throw new DomainError(
      'frequency-too-fine',
      `A series repeats daily, weekly, monthly or yearly; ${value} is too often.`,
    );
  }
  const frequency = frequencies.find((known) => known === value);
  return frequency ?? refuse(`FREQ must be one of ${frequencies.join(', ')}.`);
}

function refuseUnknownParts(parts: Parts): void {
  for (const name of parts.keys()) {
    if (timeOfDayParts.includes(name)) {
      refuse(`${name} is not allowed: the time of day comes from the start of the series.`);
    }
    if (!partNames.includes(name)) refuse(`${name} is not a part of a recurrence rule.`);
  }
}

function readNumber(parts: Parts, name: 'INTERVAL' | 'COUNT'): number | undefined {
  const value = parts.get(name);
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > HIGHEST_NUMBER) {
    refuse(`${name} must be a whole number from 1 to ${HIGHEST_NUMBER}.`);
  }
  return number;
}

function readNumbers(
  parts: Parts,
  name: string,
  highest: number,
  sign: 'signed' | 'unsigned',
): number[] | undefined {
  const pattern = sign === 'signed' ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/;
  return parts
    .get(name)
    ?.split(',')
    .map((item) => {
      const number = pattern.test(item) ? Number(item) : 0;
      if (number === 0 || Math.abs(number) > highest) {
        const range = `from 1 to ${highest}${sign === 'signed' ? ` or from -${highest} to -1` : ''}`;
        refuse(`${name} takes whole numbers ${range}; "${item}" is not one.`);
      }
      return number;
    });
}

function readWeekStart(parts: Parts): WeekdayIndex {
  const weekday = weekdayNames.indexOf(parts.get('WKST') ?? 'MO');
  if (weekday < 0) refuse(`WKST must be one of ${weekdayNames.join(', ')}.`);
  return weekday as WeekdayIndex;
}

function readWeekdays(parts: Parts): RuleWeekday[] | undefined {
  return parts
    .get('BYDAY')
    ?.split(',')
    .map((item) => {
      const [, ordinal, name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
      const weekday = weekdayNames.indexOf(name);
      if (weekday < 0) {
        refuse(
          `BYDAY takes ${weekdayNames.join(', ')}, perhaps numbered as in 3FR; not "${item}".`,
        );
      }
      if (ordinal !== undefined && (Number(ordinal) === 0 || Math.abs(Number(ordinal)) > 53)) {
        refuse(`The number before a weekday goes from 1 to 53 or from -53 to -1; not "${item}".`);
      }
      return { ordinal: Number(ordinal ?? 0), weekday: weekday as WeekdayIndex };
    });
}

function readEnd(parts: Parts): RuleEnd | undefined {
  const value = parts.get('UNTIL');
  if (value === undefined) return undefined;
  const [, year, month, day, hour, minute, second, zulu] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value) ?? [];
  const date = `${year}-${month}-${day}`;
  const midnight = Date.parse(`${date}T00:00Z`);
  // Date.parse would carry 30 February over into March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) {
    refuse(
      'UNTIL must be a date that exists, as 20261231, 20261231T190000 or 20261231T180000Z (UTC).',
    );
  }
  if (hour === undefined) return { kind: 'local', at: midnight + DAY_MS - 1 };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
    refuse('UNTIL holds a time of day that does not exist.');
  }
  const at = midnight + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  return { kind: zulu === 'Z' ? 'instant' : 'local', at };
}

/** The MUST NOTs of section 3.3.10. */
function refuseForbiddenCombinations(rule: RecurrenceRule): void {
  const { frequency } = rule;
  const numbered = rule.weekdays?.some(({ ordinal }) => ordinal !== 0) ?? false;
  if (rule.count !== undefined && rule.until !== undefined) {
    refuse('COUNT and UNTIL cannot stand in the same rule.');
  }
  if (rule.weekNumbers && frequency !== 'YEARLY') {
    refuse(`BYWEEKNO goes with FREQ=YEARLY only, not with ${frequency}.`);
  }
  if (rule.yearDays && frequency !== 'YEARLY') {
    refuse(`BYYEARDAY cannot go with FREQ=${frequency}.`);
  }
  if (rule.monthDays && frequency === 'WEEKLY') {
    refuse('BYMONTHDAY cannot go with FREQ=WEEKLY.');
  }
  if (numbered && frequency !== 'MONTHLY' && frequency !== 'YEARLY') {
    refuse(`A numbered weekday such as 3FR cannot go with FREQ=${frequency}.`);
  }
  if (numbered && rule.weekNumbers) {
    refuse('A numbered weekday such as 3FR cannot go with BYWEEKNO.');
  }
  const selects =
    rule.months ?? rule.weekNumbers ?? rule.yearDays ?? rule.monthDays ?? rule.weekdays;
  if (rule.setPositions && !selects) {
    refuse('BYSETPOS picks among the days of another BY part, and there is none.');
  }
}
