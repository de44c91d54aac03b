/**
 * Which days a recurrence rule names. The rrule package expands the plain rules, all that people
 * choose in the page; it departs from RFC 5545 in some of the others and holds the process for
 * seconds when a rule names no day, so those are expanded by ourselves. The numbers behind that, and
 * why not one engine for all: docs/adr/0001-rrule-for-plain-rules.md.
 */
import { ownDays } from './own-days.js';
import type { RecurrenceRule } from './recurrence-rule.js';
import { withPartsOfStart } from './rule-periods.js';
import { isPlain, rruleDays } from './rrule-days.js';

/**
 * The days of a rule in order, from its start or from a later day `from`, without regard to COUNT
 * and UNTIL. Ends with the year 9999, and early when the rule can name no more days.
 */
export function daysOfRule(rule: RecurrenceRule, start: number, from = start): Generator<number> {
  const explicit = withPartsOfStart(rule, start);
  const expand = isPlain(explicit) ? rruleDays : ownDays;
  return expand(explicit, start, Math.max(start, from));
}
