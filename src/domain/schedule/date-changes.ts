/**
 * What coordinators do to single dates of a series: one meeting is moved, cancelled, restored or held
 * all the same, an extra one is added, an evening is declined. All of it is a definition and decisions again, so the
 * dates of a series are told in one way only.
 */
import type { LocalDate, LocalDateTime, SeriesDefinition } from '../../contract/schedule.js';
import type { DateChange, ExtraMeeting, SeriesDecision } from '../../contract/series.js';
import { DomainError } from '../domain-error.js';
import { dayOfLocal, localDateOf } from './calendar-day.js';
import { thursdayOf, withoutCancelled } from './decisions.js';
import { slotsOn } from './occurrences.js';

/** Which dates a series has, and what was decided of them. */
export interface DecidedDates {
  definition: SeriesDefinition;
  decisions: SeriesDecision[];
}

/** Throws `not-found` for a day the series does not name, `wrong-state` for what does not fit it. */
export function changeDate(dates: DecidedDates, on: LocalDate, change: DateChange): DecidedDates {
  const before = decisionOn(dates, on);
  if (change.answer === 'decline') {
    if (slotsOn(dates.definition, on).length > 0)
      throw new DomainError('wrong-state', `The series has a meeting on ${on}.`);
    return decided(dates, { on, answer: 'decline' });
  }
  const [slot] = slotsOn(dates.definition, on);
  if (slot === undefined) throw new DomainError('not-found');
  if (isLeftOut(dates.definition, on))
    throw new DomainError('wrong-state', `The meeting of ${on} is cancelled.`);
  if (change.answer === 'move') {
    const durationMinutes = change.durationMinutes ?? before?.durationMinutes;
    return decided(dates, { ...change, on, ...(durationMinutes && { durationMinutes }) });
  }
  if (change.answer !== 'cancel') return decided(dates, { on, answer: change.answer });
  const cancelled: SeriesDecision = { ...keptOf(before, slot), ...change, on };
  return decided(
    { ...dates, definition: withoutCancelled(dates.definition, [cancelled]) },
    cancelled,
  );
}

/** Takes back what was done to a date last: a meeting that was moved and then cancelled is moved again. */
export function restoreDate({ definition, decisions }: DecidedDates, on: LocalDate): DecidedDates {
  const before = decisionOn({ decisions }, on);
  const excludedStarts = definition.excludedStarts.filter((start) => !start.startsWith(on));
  const restored = { ...definition, excludedStarts };
  const dates = { definition: restored, decisions: decisions.filter((one) => one.on !== on) };
  if (before?.answer === 'cancel' && before.movedTo !== undefined) {
    const { reason: _reason, ...moved } = before;
    return decided(dates, { ...moved, answer: 'move' });
  }
  // An extra meeting has its own length from the beginning, and keeps it.
  const extra = definition.extraStarts.find((start) => start.startsWith(on));
  if (!extra || !before?.durationMinutes) return dates;
  const { durationMinutes } = before;
  return decided(dates, { on, answer: 'move', movedTo: extra, durationMinutes });
}

/** Throws `taken` when the series names that day already, cancelled or not. */
export function addExtraMeeting(
  { definition, decisions }: DecidedDates,
  { start, durationMinutes }: ExtraMeeting,
): DecidedDates {
  const on = start.slice(0, 10);
  if (slotsOn(definition, on).length > 0)
    throw new DomainError('taken', `The series has a meeting on ${on}.`);
  const extraStarts = [...definition.extraStarts, start].sort();
  const dates = {
    definition: { ...definition, extraStarts },
    decisions: decisions.filter((one) => one.on !== on),
  };
  if (durationMinutes === undefined || durationMinutes === definition.durationMinutes) return dates;
  return decided(dates, { on, answer: 'move', movedTo: start, durationMinutes });
}

function isLeftOut({ excludedStarts }: SeriesDefinition, on: LocalDate): boolean {
  return excludedStarts.some((start) => start.startsWith(on));
}

/** What a cancelled meeting remembers, so that it can be restored to where it was. */
function keptOf(
  before: SeriesDecision | undefined,
  slot: LocalDateTime,
): Pick<SeriesDecision, 'movedTo' | 'durationMinutes'> {
  if (before?.answer === 'move') {
    const { movedTo, durationMinutes } = before;
    return { movedTo, ...(durationMinutes && { durationMinutes }) };
  }
  const thursday = before?.answer === 'thursday' ? thursdayOf(dayOfLocal(slot)) : null;
  return thursday === null ? {} : { movedTo: `${localDateOf(thursday)}${slot.slice(10)}` };
}

function decisionOn(
  { decisions }: Pick<DecidedDates, 'decisions'>,
  on: LocalDate,
): SeriesDecision | undefined {
  return decisions.find((one) => one.on === on);
}

function decided({ definition, decisions }: DecidedDates, decision: SeriesDecision): DecidedDates {
  const others = decisions.filter((one) => one.on !== decision.on);
  return {
    definition,
    decisions: [...others, decision].sort((one, other) => (one.on < other.on ? -1 : 1)),
  };
}
