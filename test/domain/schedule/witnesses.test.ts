// Random rules, expanded by ourselves and by two other engines. Each witness is asked only where it follows
// RFC 5545, section 3.3.10; where it does not, literal dates in rule-days.test.ts decide.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import { DAY_MS, calendarDay, weekYearOf } from '../../../src/domain/schedule/calendar-day.js';
import { ownDays } from '../../../src/domain/schedule/own-days.js';
import { parseRule, type RecurrenceRule } from '../../../src/domain/schedule/recurrence-rule.js';
import { withPartsOfStart } from '../../../src/domain/schedule/rule-periods.js';
import {
  anyFrequency,
  earliestDay,
  mixesWeekdays,
  rules,
  selectsDays,
  textOf,
  type RuleParts,
} from './random-rules.js';

/** Our own days and the text that asks a witness for the same, from the first day of the rule on. */
function expand(parts: RuleParts, earliest: number) {
  const text = textOf(parts);
  const rule = parseRule(text);
  const first = daysFrom(rule, earliest).next();
  fc.pre(!first.done && first.value < earliest + 3_000);
  const start = first.value;
  const end = start + (parts.FREQ === 'YEARLY' ? 4_000 : 800);
  const days: string[] = [];
  for (const day of daysFrom(rule, start)) {
    if (day >= end) break;
    days.push(dateOf(day));
  }
  // With an end, as the witnesses would search the whole calendar behind a rare day.
  const question = `DTSTART:${compact(start)}T190000Z\nRRULE:${text};UNTIL=${compact(end)}T000000Z`;
  return {
    start,
    weekStart: rule.weekStart,
    days,
    question,
    from: new Date(start * DAY_MS),
    to: new Date(end * DAY_MS),
  };
}

function daysFrom(rule: RecurrenceRule, start: number): Generator<number> {
  return ownDays(withPartsOfStart(rule, start), start, start);
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function compact(day: number): string {
  return dateOf(day).replaceAll('-', '');
}

describe('the days of random rules', () => {
  it.each(anyFrequency)('%s: rrule-temporal says the same', (frequency) => {
    const believed = rules(frequency).filter((parts) => {
      const { FREQ, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY } = parts;
      if (FREQ !== 'YEARLY') return true;
      // It adds where the RFC limits, loses plain weekdays beside numbered ones, and finds a 53rd
      // weekday in the next year.
      return (
        !(selectsDays(parts) && (BYDAY ?? BYWEEKNO ?? (BYYEARDAY && BYMONTHDAY))) &&
        !mixesWeekdays(parts) &&
        !BYDAY?.some((name) => name.includes('53'))
      );
    });
    fc.assert(
      fc.property(believed, earliestDay, (parts, earliest) => {
        const { start, weekStart, days, question, from, to } = expand(parts, earliest);
        // It loses a start whose week is counted in the year before or after.
        fc.pre(!parts.BYWEEKNO || weekYearOf(start, weekStart) === calendarDay(start).year);
        const witness = new RRuleTemporal({ rruleString: question });

        expect(witness.between(from, to, true).map((date) => date.toString().slice(0, 10))).toEqual(
          days,
        );
      }),
      { numRuns: 50, seed: 20260109 },
    );
  });

  it.each(anyFrequency)('%s: rrule says the same', (frequency) => {
    const believed = rules(frequency).filter((parts) => {
      // It picks positions in a cut-off first week and twice, empties mixed weekdays, fills a
      // week without a weekday with all seven, and cuts weeks at the turn of the year.
      return !parts.BYSETPOS && !mixesWeekdays(parts) && !parts.BYWEEKNO;
    });
    fc.assert(
      fc.property(believed, earliestDay, (parts, earliest) => {
        const { days, question, from, to } = expand(parts, earliest);
        const witness = rrule.rrulestr(question);

        expect(
          witness.between(from, to, true).map((date) => date.toISOString().slice(0, 10)),
        ).toEqual(days);
      }),
      { numRuns: 50, seed: 20260109 },
    );
  });
});
