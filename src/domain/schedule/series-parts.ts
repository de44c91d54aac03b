/**
 * "This and following": a series that is changed, or ended, from a date on. What lies before stays with
 * the series; what follows becomes a part of its own that continues it. Where nothing lies before, the
 * series itself is changed, and the same again from there on changes nothing.
 */
import type { LocalDate, SeriesDefinition } from '../../contract/schedule.js';
import type { SeriesDecision, SeriesPlan } from '../../contract/series.js';
import { DomainError } from '../domain-error.js';
import { dayOfLocal, localDateOf } from './calendar-day.js';
import { fittingDecisions, withoutCancelled } from './decisions.js';
import { parseRule } from './recurrence-rule.js';
import { withPartsOfStart } from './rule-periods.js';
import { isEmpty, occurrencesBetween, ruleFrom, slotsOn } from './occurrences.js';

/** A series with all that was decided of it. */
export type DecidedPlan = SeriesPlan & { decisions: SeriesDecision[] };

export type SeriesSplit =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'whole'; readonly series: DecidedPlan }
  | {
      readonly kind: 'parts';
      readonly former: DecidedPlan;
      /** Null where the series ends. */
      readonly following: DecidedPlan | null;
    };

/** Where a series is split, and the days from there on whose meetings have been opened or held. */
export interface SplitDate {
  readonly on: LocalDate;
  readonly begun: ReadonlySet<LocalDate>;
}

/** The series as it goes on from a day, with the same dates; null when its rule names none there. */
export function seriesFrom(series: DecidedPlan, on: LocalDate): DecidedPlan | null {
  const { definition } = series;
  const first = ruleFrom(definition, on);
  if (!first) return null;
  const [count] = /(?<=COUNT=)\d+/i.exec(definition.rule) ?? [];
  return {
    ...series,
    definition: {
      ...datesWhere(definition, (day) => day >= on),
      start: first.slot,
      rule:
        count === undefined
          ? definition.rule
          : ending(definition.rule, `COUNT=${Number(count) - first.counted}`),
    },
    decisions: series.decisions.filter((one) => one.on >= on),
  };
}

/** The definition without everything from a day on. */
export function endedBefore(definition: SeriesDefinition, on: LocalDate): SeriesDefinition {
  const kept = datesWhere(definition, (day) => day < on);
  if (!ruleFrom(definition, on)) return kept;
  const last = localDateOf(dayOfLocal(on) - 1).replaceAll('-', '');
  return { ...kept, rule: ending(definition.rule, `UNTIL=${last}`) };
}

/**
 * The definition of a part of a series, between the first day that is its own and that of the part that
 * continues it; null where nothing bounds it. It ends by itself before the next; throws
 * `in-another-part` for single dates, or a beginning, that lie in another part.
 */
export function withinPart(
  definition: SeriesDefinition,
  { from, until }: { from: LocalDate | null; until: LocalDate | null },
): SeriesDefinition {
  const isOutside = (start: string) =>
    (from !== null && start < from) || (until !== null && start >= until);
  const early = from !== null && definition.start < from ? definition.start : undefined;
  const outside = early ?? definition.extraStarts.find(isOutside);
  if (outside !== undefined)
    throw new DomainError('in-another-part', `${outside} lies in another part of the series.`);
  return until === null ? definition : endedBefore(definition, until);
}

/**
 * Splits a series before a day: `following` says what it is from there on, null that it ends. A decision
 * stays with its day where that is still a date; those of meetings already begun stay with the series.
 * Of what follows, only what lies at or after the day counts.
 */
export function splitSeries(
  series: DecidedPlan,
  { on, begun }: SplitDate,
  following: DecidedPlan | null,
): SeriesSplit {
  const isBefore = (day: LocalDate) => day < on;
  const decisions = series.decisions.filter((one) => isBefore(one.on) || begun.has(one.on));
  const former = { ...series, definition: endedBefore(series.definition, on), decisions };
  if (!following)
    return isSame(former, series) ? { kind: 'unchanged' } : { kind: 'parts', former, following };

  const next = fromDay(following, { on, begun });
  const asItWas = seriesFrom(series, on);
  if (asItWas && isSame(fromDay(asItWas, { on, begun }), next)) return { kind: 'unchanged' };
  if (!isEmpty(former.definition)) return { kind: 'parts', former, following: next };
  const before = datesWhere(series.definition, isBefore);
  const definition = {
    ...next.definition,
    excludedStarts: [...before.excludedStarts, ...next.definition.excludedStarts],
    extraStarts: [...before.extraStarts, ...next.definition.extraStarts],
  };
  const all = [...decisions, ...next.decisions].sort((one, other) => (one.on < other.on ? -1 : 1));
  return { kind: 'whole', series: { ...next, definition, decisions: all } };
}

export interface LostDates {
  /** Days of meetings that are no dates any more. */
  readonly meetings: readonly LocalDate[];
  /** What was decided of single dates and holds no more. */
  readonly decisions: readonly SeriesDecision[];
}

/**
 * What a split takes away: of the meetings on these days, and of the decisions. An evening that is
 * cancelled is no meeting, and that no extra one is wanted somewhere is nothing to lose.
 */
export function lostDates(
  series: DecidedPlan,
  { on, begun }: SplitDate,
  split: SeriesSplit,
  meetingDays: readonly LocalDate[],
): LostDates {
  if (split.kind === 'unchanged') return { meetings: [], decisions: [] };
  const after = split.kind === 'whole' ? split.series : split.following;
  const isAhead = (day: LocalDate) => day >= on && !begun.has(day);
  const kept = new Set(after?.decisions.map((one) => one.on));
  const days = meetingDays.filter(isAhead).sort();
  const last = days.at(-1);
  const held =
    after && last !== undefined
      ? occurrencesBetween(after.definition, on, localDateOf(dayOfLocal(last) + 1))
      : [];
  const dates = new Set(held.map(({ slot }) => slot.slice(0, 10)));
  const cancelled = new Set(
    after?.decisions.filter(({ answer }) => answer === 'cancel').map((one) => one.on),
  );
  return {
    meetings: days.filter((day) => !dates.has(day) && !cancelled.has(day)),
    decisions: series.decisions.filter(
      (one) => isAhead(one.on) && one.answer !== 'decline' && !kept.has(one.on),
    ),
  };
}

/** What is said of the dates from a day on, as far as it can hold there. */
function fromDay(following: DecidedPlan, { on, begun }: SplitDate): DecidedPlan {
  const definition = byItsOwnClock(datesWhere(following.definition, (day) => day >= on));
  const decisions = following.decisions.filter(
    (one) =>
      one.on >= on &&
      !begun.has(one.on) &&
      (one.answer === 'decline' || slotsOn(definition, one.on).length > 0),
  );
  const decided = withoutCancelled(definition, decisions);
  return { ...following, definition: decided, decisions: fittingDecisions(decided, decisions) };
}

function datesWhere(
  definition: SeriesDefinition,
  isKept: (day: LocalDate) => boolean,
): SeriesDefinition {
  const kept = (starts: readonly string[]) => starts.filter((start) => isKept(start.slice(0, 10)));
  const { excludedStarts, extraStarts } = definition;
  return { ...definition, excludedStarts: kept(excludedStarts), extraStarts: kept(extraStarts) };
}

/** A day that is left out stays so when the clock time of the series is another. */
function byItsOwnClock(definition: SeriesDefinition): SeriesDefinition {
  const { start, extraStarts } = definition;
  const excludedStarts = definition.excludedStarts.map((excluded) =>
    extraStarts.includes(excluded) ? excluded : `${excluded.slice(0, 10)}${start.slice(10)}`,
  );
  return { ...definition, excludedStarts: [...new Set(excludedStarts)].sort() };
}

function isSame(one: DecidedPlan, other: DecidedPlan): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ title, venue, definition, agendaTemplate, decisions }: DecidedPlan): string {
  const { start, timeZone, durationMinutes, rule, excludedStarts, extraStarts } = definition;
  return JSON.stringify([
    ...[title, venue, start, timeZone, durationMinutes, excludedStarts],
    // A form leaves out what a rule need not say.
    withPartsOfStart(parseRule(rule), dayOfLocal(start)),
    [...extraStarts].sort(),
    agendaTemplate.map((item) => [item.title, item.minutes]),
    [...decisions]
      .sort((first, second) => (first.on < second.on ? -1 : 1))
      .map((said) => [said.on, said.answer, said.movedTo, said.durationMinutes, said.reason]),
  ]);
}

/** The rule with this end and no other. */
function ending(rule: string, end: string): string {
  const parts = rule.split(';').filter((part) => !/^(?:RRULE:)?(?:COUNT|UNTIL)=/i.test(part));
  return [...parts, end].join(';');
}
