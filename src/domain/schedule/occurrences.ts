/**
 * The occurrences of a series: its rule expanded on wall-clock time, the extra starts added, the
 * excluded ones taken away, and only then placed in the time zone.
 */
import type {
  LocalDate,
  LocalDateTime,
  Occurrence,
  SeriesDefinition,
} from '../../contract/schedule.js';
import { DomainError } from '../domain-error.js';
import { DAY_MS, dayOfLocal, isoWeekOf, localDateOf } from './calendar-day.js';
import { parseRule, type RecurrenceRule } from './recurrence-rule.js';
import { daysOfRule } from './rule-days.js';
import { floatingAt, floatingOf, instantOf, localDateTimeOf } from './wall-clock.js';

/** Daily for 27 years; whoever asks for more has made a mistake. */
export const MOST_OCCURRENCES = 10_000;
/** Occurrences placed in one go; some milliseconds, after which others may have their turn. */
const OCCURRENCES_IN_A_STEP = 100;

/**
 * An occurrence with its slot: the wall-clock time the rule gave it. The slot is its identity
 * for good; `localStart` differs where summer time skips the slot.
 */
export interface SlotOccurrence extends Occurrence {
  readonly slot: LocalDateTime;
}

/** A definition with its texts read; times are floating (see wall-clock). */
interface Series {
  readonly rule: RecurrenceRule;
  readonly start: number;
  readonly timeZone: string;
  readonly durationMinutes: number;
  readonly excluded: ReadonlySet<LocalDateTime>;
  readonly extras: readonly number[];
}

/**
 * The occurrences with `from` <= local start < `to`, sorted by instant. Both edges are a local
 * time, or a local date for its midnight.
 *
 * COUNT counts excluded occurrences too, and not the extra ones. A start that is excluded and
 * extra is excluded. An excluded start names a slot, or the local time it was moved to.
 *
 * Throws `invalid-rule`, `frequency-too-fine` or `invalid-time-zone`; `rule-yields-nothing` when
 * the rule names no day or nothing is left of the series; `start-not-in-rule` when the rule does
 * not name the start, unless the start is excluded (as RFC 5545 writes "every Friday the 13th,
 * from 2 September"); `too-many-occurrences` beyond MOST_OCCURRENCES.
 */
export function occurrencesBetween(
  definition: SeriesDefinition,
  from: string,
  to: string,
): SlotOccurrence[] {
  const steps = occurrencesInSteps(definition, from, to);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** As `occurrencesBetween`, for many: between two steps whoever takes them may do something else. */
export function* occurrencesInSteps(
  definition: SeriesDefinition,
  from: string,
  to: string,
): Generator<void, SlotOccurrence[]> {
  const series = readSeries(definition);
  refuseUnsoundSeries(series);
  const [first, end] = [floatingOf(atMidnight(from)), floatingOf(atMidnight(to))];

  const byInstant = new Map<string, SlotOccurrence>();
  // A skipped slot moves later, at most by the one day that some islands left out of the calendar.
  let placed = 0;
  for (const slot of slotsBetween(series, first - DAY_MS, end)) {
    placed += 1;
    if (placed % OCCURRENCES_IN_A_STEP === 0) yield;
    const occurrence = occurrenceAt(series, slot);
    const isInWindow =
      occurrence.localStart >= atMidnight(from) && occurrence.localStart < atMidnight(to);
    if (!isInWindow || isExcluded(series, occurrence)) continue;
    // Two slots may fall on one instant when the first is skipped; it is the second one's time.
    byInstant.set(occurrence.startsAt, occurrence);
    if (byInstant.size > MOST_OCCURRENCES) {
      throw new DomainError(
        'too-many-occurrences',
        `The series has more than ${MOST_OCCURRENCES} occurrences in this window.`,
      );
    }
  }
  return [...byInstant.values()].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
}

/** As `occurrencesBetween`, but none where nothing is left of the series, as once it has ended. */
export function occurrencesLeft(
  definition: SeriesDefinition,
  from: string,
  to: string,
): SlotOccurrence[] {
  return isEmpty(definition) ? [] : occurrencesBetween(definition, from, to);
}

/** Throws what `occurrencesBetween` throws of the series as a whole. */
export function refuseUnsound(definition: SeriesDefinition): void {
  refuseUnsoundSeries(readSeries(definition));
}

/** Whether the rule names no day, or every occurrence is left out. */
export function isEmpty(definition: SeriesDefinition): boolean {
  try {
    refuseUnsound(definition);
    return false;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'rule-yields-nothing') return true;
    throw error;
  }
}

/** The slots that a series has on a day, those left out among them. */
export function slotsOn(definition: SeriesDefinition, on: LocalDate): LocalDateTime[] {
  const excludedStarts = definition.excludedStarts.filter((start) => !start.startsWith(on));
  const next = localDateOf(dayOfLocal(on) + 1);
  return occurrencesLeft({ ...definition, excludedStarts }, on, next).map(({ slot }) => slot);
}

/**
 * The first slot that the rule itself names on a day or later, left out or not, and how many it counts
 * before that one; null when it names no more.
 */
export function ruleFrom(
  definition: SeriesDefinition,
  on: LocalDate,
): { slot: LocalDateTime; counted: number } | null {
  const series = readSeries(definition);
  const from = floatingOf(atMidnight(on));
  let counted = 0;
  const isCounted = series.rule.count !== undefined;
  for (const slot of slotsOfRule(series, isCounted ? series.start : Math.max(series.start, from))) {
    if (slot >= from) return { slot: localDateTimeOf(slot), counted };
    counted += 1;
  }
  return null;
}

function atMidnight(edge: string): LocalDateTime {
  return edge.length === 10 ? `${edge}T00:00` : edge;
}

function readSeries(definition: SeriesDefinition): Series {
  return {
    rule: parseRule(definition.rule),
    start: floatingOf(definition.start),
    timeZone: definition.timeZone,
    durationMinutes: definition.durationMinutes,
    excluded: new Set(definition.excludedStarts),
    extras: definition.extraStarts.map(floatingOf),
  };
}

function refuseUnsoundSeries(series: Series): void {
  const first = slotsOfRule(series).next();
  if (first.done) {
    throw new DomainError('rule-yields-nothing', 'The rule names no day at or after the start.');
  }
  const start = localDateTimeOf(series.start);
  if (first.value !== series.start && !series.excluded.has(start)) {
    throw new DomainError(
      'start-not-in-rule',
      `The rule does not name the start ${start}; the first it names is ${localDateTimeOf(first.value)}.`,
    );
  }
  for (const slots of [slotsOfRule(series), series.extras]) {
    for (const slot of slots) {
      if (!isExcluded(series, occurrenceAt(series, slot))) return;
    }
  }
  throw new DomainError('rule-yields-nothing', 'Every occurrence of the series is excluded.');
}

function isExcluded({ excluded }: Series, { slot, localStart }: SlotOccurrence): boolean {
  return excluded.has(slot) || excluded.has(localStart);
}

/** The slots of the rule up to its COUNT or UNTIL; may begin at a later time than the start. */
function* slotsOfRule(series: Series, from = series.start): Generator<number> {
  const { rule, start } = series;
  const startDay = Math.floor(start / DAY_MS);
  const timeOfDay = start - startDay * DAY_MS;
  // Counting needs every slot from the first on.
  const fromDay = rule.count === undefined ? Math.floor(from / DAY_MS) : startDay;
  let counted = 0;
  for (const day of daysOfRule(rule, startDay, fromDay)) {
    const slot = day * DAY_MS + timeOfDay;
    counted += 1;
    if (isPastEnd(series, slot, counted)) return;
    if (slot >= from) yield slot;
  }
}

function isPastEnd({ rule, timeZone }: Series, slot: number, counted: number): boolean {
  if (rule.count !== undefined) return counted > rule.count;
  if (rule.until === undefined) return false;
  return (rule.until.kind === 'instant' ? instantOf(slot, timeZone) : slot) > rule.until.at;
}

function* slotsBetween(series: Series, first: number, end: number): Generator<number> {
  for (const slot of series.extras) {
    if (slot >= first && slot < end) yield slot;
  }
  for (const slot of slotsOfRule(series, Math.max(series.start, first))) {
    if (slot >= end) return;
    yield slot;
  }
}

function occurrenceAt({ timeZone, durationMinutes }: Series, slot: number): SlotOccurrence {
  const instant = instantOf(slot, timeZone);
  const local = floatingAt(instant, timeZone);
  return {
    slot: localDateTimeOf(slot),
    startsAt: toSecond(instant),
    endsAt: toSecond(instant + durationMinutes * 60_000),
    localStart: localDateTimeOf(local),
    ...isoWeekOf(Math.floor(local / DAY_MS)),
  };
}

function toSecond(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
