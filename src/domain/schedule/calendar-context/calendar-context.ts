/**
 * What the Swedish calendar says of a day. A public holiday, an eve and a day between are collisions:
 * whoever plans a meeting there is asked. An evening at risk is marked and no more.
 */
import type { CalendarDay, CalendarMark } from '../../../contract/calendar.js';
import { calendarDay, dayNumber, localDateOf, weekdayOf } from '../calendar-day.js';
import { betweenAfter, betweenBefore, dayNames, eveOf } from './day-names.js';
import { riskEveningsOf } from './risk-evenings.js';
import type { Holiday, HolidaysOfYear, KnownDay } from './swedish-holidays.js';

/** The years in which the holidays are proven to be those of the law; others have no marks. */
export const FIRST_CONTEXT_YEAR = 1990;
export const LAST_CONTEXT_YEAR = 2060;

const SATURDAY = 5;

/** Eves on which work and banks rest as on a Sunday. */
const restfulEves: ReadonlySet<KnownDay> = new Set<KnownDay>([
  'midsummer-eve',
  'christmas-eve',
  'new-years-eve',
]);

/** Holidays whose eve has no name of its own and is kept all the same. */
const withNamelessEve: ReadonlySet<KnownDay> = new Set<KnownDay>(['ascension-day', 'national-day']);

type Marks = ReadonlyMap<number, readonly CalendarMark[]>;
/** By day; in 2008 Ascension Day was May Day. */
type Holidays = ReadonlyMap<number, readonly Holiday[]>;

export class CalendarContext {
  private readonly holidays = new Map<number, Holidays>();
  private readonly years = new Map<number, Marks>();

  constructor(private readonly holidaysOf: HolidaysOfYear) {}

  /** A day with its marks; without any it is a day like others. */
  day(day: number): CalendarDay {
    const marks = this.marksOf(calendarDay(day).year).get(day) ?? [];
    return {
      on: localDateOf(day),
      collides: marks.some(({ kind }) => kind !== 'risk-evening'),
      marks: [...marks],
    };
  }

  /** Whether the marks of a year have been worked out. */
  isReady(year: number): boolean {
    return this.years.has(year);
  }

  /** The days of a year that have marks, in order. The first question about a year works them out. */
  markedDays(year: number): CalendarDay[] {
    return [...this.marksOf(year).keys()].sort((a, b) => a - b).map((day) => this.day(day));
  }

  private marksOf(year: number): Marks {
    if (year < FIRST_CONTEXT_YEAR || year > LAST_CONTEXT_YEAR) return new Map();
    let marks = this.years.get(year);
    if (!marks) this.years.set(year, (marks = this.workOut(year)));
    return marks;
  }

  private workOut(year: number): Marks {
    const marks = new Map<number, CalendarMark[]>();
    const add = (day: number, mark: CalendarMark) =>
      void marks.set(day, [...(marks.get(day) ?? []), mark]);

    for (const { day, known, isPublic } of [...this.holidaysIn(year).values()].flat()) {
      add(day, { kind: isPublic ? 'public-holiday' : 'eve', name: dayNames[known] });
      if (withNamelessEve.has(known) && !this.holidaysOn(day - 1).some(isPublicHoliday))
        add(day - 1, { kind: 'eve', name: eveOf(dayNames[known]) });
    }
    const firstDay = dayNumber(year, 1, 1);
    for (let day = firstDay; day < dayNumber(year + 1, 1, 1); day += 1) {
      if (this.isFree(day) || !this.isFree(day - 1) || !this.isFree(day + 1)) continue;
      add(day, { kind: 'day-between', name: this.nameOfDayBetween(day) });
    }
    for (const { day, name } of riskEveningsOf(year, (one) => !this.isFree(one)))
      add(day, { kind: 'risk-evening', name });
    return marks;
  }

  /** Called after the holiday it follows, which people remember; else after the one to come. */
  private nameOfDayBetween(day: number): CalendarMark['name'] {
    const [before] = this.holidaysOn(day - 1);
    if (before) return betweenAfter(dayNames[before.known]);
    const [after] = this.holidaysOn(day + 1);
    if (!after) throw new Error('A day between lies beside a holiday.');
    return betweenBefore(dayNames[after.known]);
  }

  /** Saturdays, Sundays, public holidays, and the eves that are kept as such. */
  private isFree(day: number): boolean {
    const isRestful = (one: Holiday) => isPublicHoliday(one) || restfulEves.has(one.known);
    return weekdayOf(day) >= SATURDAY || this.holidaysOn(day).some(isRestful);
  }

  private holidaysOn(day: number): readonly Holiday[] {
    return this.holidaysIn(calendarDay(day).year).get(day) ?? [];
  }

  private holidaysIn(year: number): Holidays {
    let holidays = this.holidays.get(year);
    if (!holidays) {
      const byDay = new Map<number, Holiday[]>();
      for (const holiday of this.holidaysOf(year))
        byDay.set(holiday.day, [...(byDay.get(holiday.day) ?? []), holiday]);
      this.holidays.set(year, (holidays = byDay));
    }
    return holidays;
  }
}

function isPublicHoliday({ isPublic }: Holiday): boolean {
  return isPublic;
}
