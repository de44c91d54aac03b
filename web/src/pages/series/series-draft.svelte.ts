// A series as one is writing it. Every field may be unfinished; `plan` is what would be saved, or
// null as long as something is missing.
import type { LocalDateTime, SeriesPreviewRequest } from '../../../../src/contract/schedule.js';
import type {
  Series,
  SeriesDecision,
  SeriesPlan,
  TakenDecision,
} from '../../../../src/contract/series.js';
import type { CollisionAnswer, DateAnswer } from '../../../../src/contract/vocabulary.js';
import { addDays } from '../../format/dates.js';
import { thursdayOf } from './thursday.js';
import {
  dayAfterTimes,
  firstDayOf,
  readRule,
  ruleOf,
  type Ending,
  type MonthPattern,
  type Pattern,
  type WeekPattern,
} from './recurrence.js';

export const SHOWN_DATES = 12;

interface AgendaRow {
  key: number;
  title: string;
  minutes: number | null;
}

/** Where something can be missing or wrong. */
export type DraftField =
  | 'title'
  | 'from'
  | 'time'
  | 'durationMinutes'
  | 'weekdays'
  | 'every'
  | 'ending'
  | 'rule'
  | 'agenda';

export class SeriesDraft {
  title = $state('');
  venue = $state('');
  /** The first meeting is the first day of the pattern from here on. */
  from = $state('');
  time = $state('18:00');
  durationMinutes = $state<number | null>(50);
  weeks = $state<WeekPattern>({ kind: 'weeks', every: 3, weekdays: [5] });
  month = $state<MonthPattern>({ kind: 'month', nth: 3, weekday: 5, everyMonths: 1 });
  /** A rule made elsewhere that the two patterns cannot say; kept as it is. */
  ownRule = $state<string | null>(null);
  chosen = $state<'weeks' | 'month' | 'own'>('weeks');
  endingKind = $state<Ending['kind']>('never');
  untilOn = $state('');
  count = $state<number | null>(12);
  /** Days of the rule that are left out. */
  excludedOn = $state<string[]>([]);
  extraStarts = $state<LocalDateTime[]>([]);
  /** What to do where the series meets a holiday. */
  decisions = $state.raw<SeriesDecision[]>([]);
  #taken = $state.raw<TakenDecision[]>([]);
  /** What was said of a day before, each time that it was answered here. */
  readonly #earlier = new Map<string, (SeriesDecision | undefined)[]>();
  agenda = $state<AgendaRow[]>([]);
  #nextKey = 0;

  constructor(
    readonly timeZone: string,
    readonly today: string,
  ) {
    this.from = today;
  }

  /** Takes over everything a stored series says. */
  take(plan: Series): void {
    const { definition } = plan;
    const [startOn, time] = definition.start.split('T') as [string, string];
    this.title = plan.title;
    this.venue = plan.venue;
    this.from = startOn;
    this.time = time;
    this.durationMinutes = definition.durationMinutes;
    this.excludedOn = definition.excludedStarts.map((start) => start.slice(0, 10));
    this.extraStarts = [...definition.extraStarts];
    this.decisions = plan.decisions.map(asWritten);
    this.#taken = plan.decisions;
    this.#earlier.clear();
    this.agenda = [];
    for (const item of plan.agendaTemplate) this.addAgendaRow(item.title, item.minutes);
    const read = readRule(definition.rule, startOn);
    this.ownRule = read ? null : definition.rule;
    this.chosen = read?.pattern.kind ?? 'own';
    if (read?.pattern.kind === 'weeks') this.weeks = read.pattern;
    if (read?.pattern.kind === 'month') this.month = read.pattern;
    this.endingKind = read?.ending.kind ?? 'never';
    if (read?.ending.kind === 'until') this.untilOn = read.ending.on;
    if (read?.ending.kind === 'count') this.count = read.ending.count;
  }

  addAgendaRow(title: string, minutes: number | null): AgendaRow {
    const row = { key: (this.#nextKey += 1), title, minutes };
    this.agenda.push(row);
    return row;
  }

  /** What one has written in one's own words, in the order the server reads it. */
  get texts(): Record<string, string> {
    const agenda = this.agenda.map((row) => [`agenda-${row.key}`, row.title] as const);
    return { title: this.title, venue: this.venue, ...Object.fromEntries(agenda) };
  }

  set texts(texts: Record<string, string>) {
    this.title = texts.title ?? this.title;
    this.venue = texts.venue ?? this.venue;
    for (const row of this.agenda) row.title = texts[`agenda-${row.key}`] ?? row.title;
  }

  answerOn(on: string): DateAnswer | undefined {
    return this.#decisionOn(on)?.answer;
  }

  /** The other day that the meeting of a date is moved to. */
  movedOn(on: string): string | undefined {
    const movedOn = this.#decisionOn(on)?.movedTo?.slice(0, 10);
    return movedOn === on ? undefined : movedOn;
  }

  /** The decision as it is stored, if it still says the same. */
  takenOn(on: string): TakenDecision | undefined {
    const answer = this.answerOn(on);
    return this.#taken.find((one) => one.on === on && one.answer === answer);
  }

  /** Answers for a day. As it is stored it is that again, with its reason and with who decided it. */
  decide(on: string, answer: CollisionAnswer, reason = ''): void {
    const before = this.#decisionOn(on);
    if (before?.answer === answer) return;
    this.#earlier.set(on, [...(this.#earlier.get(on) ?? []), before]);
    const taken = this.#taken.find((one) => one.on === on);
    this.#put(on, answered(taken && asWritten(taken), { on, answer, reason }, this.time));
  }

  /**
   * Takes back what was done to a day last: each answer given here, and then what is stored; a meeting
   * that was moved and then cancelled is moved again.
   */
  takeBack(on: string): void {
    const earlier = this.#earlier.get(on) ?? [];
    const before = earlier.length > 0 ? earlier.at(-1) : restored(this.#decisionOn(on));
    this.#earlier.set(on, earlier.slice(0, -1));
    this.#put(on, before);
  }

  #decisionOn(on: string): SeriesDecision | undefined {
    return this.decisions.find((one) => one.on === on);
  }

  /** A day is left out just when it is cancelled. */
  #put(on: string, decision: SeriesDecision | undefined): void {
    const others = this.decisions.filter((one) => one.on !== on);
    this.decisions = decision
      ? [...others, decision].sort((one, other) => (one.on < other.on ? -1 : 1))
      : others;
    this.excludedOn = this.excludedOn.filter((one) => one !== on);
    if (decision?.answer === 'cancel') this.excludedOn.push(on);
  }

  /** An extra meeting goes with all that was decided of it. */
  removeExtra(on: string): void {
    this.#put(on, undefined);
    this.#earlier.delete(on);
    this.extraStarts = this.extraStarts.filter((start) => !start.startsWith(on));
  }

  get agendaMinutes(): number {
    return this.agenda.reduce((sum, row) => sum + (row.minutes ?? 0), 0);
  }

  get pattern(): Pattern | null {
    if (this.chosen === 'own') return null;
    return this.chosen === 'weeks' ? this.weeks : this.month;
  }

  get ending(): Ending | null {
    if (this.endingKind === 'until') {
      return this.untilOn ? { kind: 'until', on: this.untilOn } : null;
    }
    if (this.endingKind === 'count') {
      return isWhole(this.count, 1, 1000) ? { kind: 'count', count: this.count } : null;
    }
    return { kind: 'never' };
  }

  /** The fields that keep the draft from being saved. */
  get faults(): ReadonlySet<DraftField> {
    const faults = new Set<DraftField>();
    if (!this.title.trim()) faults.add('title');
    if (!this.from) faults.add('from');
    if (!this.time) faults.add('time');
    if (!isWhole(this.durationMinutes, 1, 1440)) faults.add('durationMinutes');
    if (this.chosen === 'weeks' && this.weeks.weekdays.length === 0) faults.add('weekdays');
    if (this.pattern && !isSound(this.pattern)) faults.add('every');
    if (this.chosen === 'own' && !this.ownRule?.trim()) faults.add('rule');
    if (!this.ending) faults.add('ending');
    const agendaFits = this.agenda.every(
      (row) => row.title.trim() !== '' && isWhole(row.minutes, 1, 240),
    );
    if (this.agenda.length === 0 || !agendaFits) faults.add('agenda');
    return faults;
  }

  get plan(): SeriesPlan | null {
    if (this.faults.size > 0) return null;
    const start = this.#startFor(this.pattern);
    return {
      title: this.title.trim(),
      venue: this.venue.trim(),
      definition: {
        start,
        timeZone: this.timeZone,
        durationMinutes: this.durationMinutes ?? 0,
        rule: this.#ruleFor(this.pattern),
        excludedStarts: this.excludedOn.map((day) => `${day}T${this.time}`).sort(),
        extraStarts: [...this.extraStarts].sort(),
      },
      agendaTemplate: this.agenda.map((row) => ({
        title: row.title.trim(),
        minutes: row.minutes ?? 0,
      })),
      decisions: this.decisions,
    };
  }

  /**
   * What to ask to see the next dates of a pattern (null: of the rule as it stands), those left out
   * among them. Null while the answer would mean nothing.
   */
  questionFor(pattern: Pattern | null): SeriesPreviewRequest | null {
    if (!this.from || !this.time || !this.ending) return null;
    if (pattern && (!isSound(pattern) || (pattern.kind === 'weeks' && !pattern.weekdays.length))) {
      return null;
    }
    if (!pattern && !this.ownRule?.trim()) return null;
    const start = this.#startFor(pattern);
    const startOn = start.slice(0, 10);
    const earliest = [startOn, ...this.extraStarts.map((one) => one.slice(0, 10))].sort()[0];
    const from = earliest && earliest > this.today ? earliest : this.today;
    const countFrom = startOn > this.today ? startOn : this.today;
    return {
      start,
      timeZone: this.timeZone,
      durationMinutes: this.durationMinutes ?? 60,
      rule: this.#ruleFor(pattern),
      excludedStarts: [],
      extraStarts: [...this.extraStarts],
      from,
      to: pattern ? dayAfterTimes(pattern, countFrom, SHOWN_DATES) : addDays(countFrom, 2 * 366),
    };
  }

  #startFor(pattern: Pattern | null): LocalDateTime {
    return `${pattern ? firstDayOf(pattern, this.from) : this.from}T${this.time}`;
  }

  #ruleFor(pattern: Pattern | null): string {
    return pattern
      ? ruleOf(pattern, this.ending ?? { kind: 'never' })
      : (this.ownRule ?? '').trim();
  }
}

function asWritten({ decidedBy: _by, decidedAt: _at, ...decision }: TakenDecision): SeriesDecision {
  return decision;
}

/** What is cancelled remembers where it was moved, and how long it was. */
function answered(
  stored: SeriesDecision | undefined,
  { on, answer, reason }: { on: string; answer: CollisionAnswer; reason: string },
  time: string,
): SeriesDecision {
  if (stored?.answer === answer) return stored;
  if (answer !== 'cancel') return { on, answer };
  const thursday = stored?.answer === 'thursday' ? thursdayOf(on) : null;
  const { movedTo = thursday && `${thursday}T${time}`, durationMinutes } = stored ?? {};
  return {
    on,
    answer,
    ...(movedTo && { movedTo }),
    ...(movedTo && durationMinutes && { durationMinutes }),
    ...(reason && { reason }),
  };
}

function restored(stored: SeriesDecision | undefined): SeriesDecision | undefined {
  if (stored?.answer !== 'cancel' || !stored.movedTo) return undefined;
  const { reason: _reason, ...moved } = stored;
  return { ...moved, answer: 'move' };
}

function isSound(pattern: Pattern): boolean {
  return isWhole(pattern.kind === 'weeks' ? pattern.every : pattern.everyMonths, 1, 99);
}

function isWhole(value: number | null, least: number, most: number): value is number {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}
