/**
 * All of a series is changed at once. What was decided of a day that is no date any more holds no more;
 * what a coordinator takes back of a day that still is one is not lost, it is what they want.
 */
import type { SeriesDecision, SeriesPlan } from '../../contract/series.js';
import { fittingDecisions } from './decisions.js';
import { slotsOn } from './occurrences.js';
import type { DecidedPlan } from './series-parts.js';

/** What is planned, with the decisions that hold then: those of before where the plan names none. */
export function asItHolds({ decisions: before }: DecidedPlan, plan: SeriesPlan): DecidedPlan {
  const { definition, decisions = before } = plan;
  const holding = fittingDecisions<SeriesDecision>(definition, decisions).filter(
    ({ on, answer }) => answer === 'decline' || isDate(plan, on),
  );
  return { ...plan, decisions: holding };
}

/** The series without the decisions that the plan takes back of days that stay. */
export function withoutTakenBack(before: DecidedPlan, plan: SeriesPlan): DecidedPlan {
  const named = new Set((plan.decisions ?? before.decisions).map(({ on }) => on));
  return {
    ...before,
    decisions: before.decisions.filter(({ on }) => named.has(on) || !isDate(plan, on)),
  };
}

function isDate({ definition }: SeriesPlan, on: string): boolean {
  return slotsOn(definition, on).length > 0;
}
