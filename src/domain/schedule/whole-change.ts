/**
 * All of a series is changed at once. What was decided of a day that is no date any more holds no more;
 * what a coordinator takes back of a day that still is one is not lost, it is what they want.
 */
import type { SeriesDecision, SeriesPlan } from '../../contract/series.js';
import { fittingDecisions } from './decisions.js';
import { slotsOn } from './occurrences.js';
import type { DecidedPlan, SplitDate } from './series-parts.js';

/**
 * What is planned, with the decisions that hold then. One that holds no more leaves no day out either, so
 * it does not come back with the day; those of meetings already begun stay.
 */
export function asItHolds(plan: DecidedPlan, { on: from, begun }: SplitDate): DecidedPlan {
  const holds = ({ on, answer }: SeriesDecision) =>
    answer === 'decline' || on < from || begun.has(on) || isDate(plan, on);
  const gone = new Set(plan.decisions.filter((one) => !holds(one)).map(({ on }) => on));
  const definition = {
    ...plan.definition,
    excludedStarts: plan.definition.excludedStarts.filter((start) => !gone.has(start.slice(0, 10))),
  };
  const decisions = fittingDecisions(definition, plan.decisions.filter(holds));
  return { ...plan, definition, decisions };
}

/**
 * Which of the decisions, by their place in the list, are of no date of the series. That no extra meeting
 * is wanted somewhere is said of other days.
 */
export function strayDecisions(plan: SeriesPlan): number[] {
  return [...(plan.decisions ?? []).entries()]
    .filter(([, { on, answer }]) => answer !== 'decline' && !isDate(plan, on))
    .map(([index]) => index);
}

/** The series without the decisions that the plan takes back of days that stay. */
export function withoutTakenBack(before: DecidedPlan, plan: DecidedPlan): DecidedPlan {
  const named = new Set(plan.decisions.map(({ on }) => on));
  return {
    ...before,
    decisions: before.decisions.filter(({ on }) => named.has(on) || !isDate(plan, on)),
  };
}

function isDate({ definition }: SeriesPlan, on: string): boolean {
  return slotsOn(definition, on).length > 0;
}
