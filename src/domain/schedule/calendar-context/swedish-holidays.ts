/**
 * The holidays and eves of Sweden by year, out of the date-holidays package. It is loaded on the first
 * question: it brings every country along, which costs half a second and 45 MB.
 */
import { dayOfLocal } from '../calendar-day.js';

/** The package's names of the days that matter when one plans an evening. */
const daysByName = {
  nyårsdagen: 'new-years-day',
  trettondagsafton: 'epiphany-eve',
  'trettondedag jul': 'epiphany',
  skärtorsdagen: 'maundy-thursday',
  långfredagen: 'good-friday',
  påskafton: 'holy-saturday',
  påskdagen: 'easter-sunday',
  'annandag påsk': 'easter-monday',
  valborgsmässoafton: 'walpurgis-night',
  'första maj': 'may-day',
  'Kristi himmelsfärdsdag': 'ascension-day',
  pingstafton: 'whitsun-eve',
  pingstdagen: 'whit-sunday',
  'annandag pingst': 'whit-monday',
  nationaldagen: 'national-day',
  midsommarafton: 'midsummer-eve',
  midsommardagen: 'midsummer-day',
  allhelgonaafton: 'all-saints-eve',
  'alla helgons dag': 'all-saints-day',
  julafton: 'christmas-eve',
  juldagen: 'christmas-day',
  'annandag jul': 'boxing-day',
  nyårsafton: 'new-years-eve',
} as const;

export type KnownDay = (typeof daysByName)[keyof typeof daysByName];

export interface Holiday {
  readonly day: number;
  readonly known: KnownDay;
  /** A public holiday by law, and not only by custom. */
  readonly isPublic: boolean;
}

/** The law gave Whit Monday up for the national day. */
const FIRST_YEAR_WITHOUT_WHIT_MONDAY = 2005;

export type HolidaysOfYear = (year: number) => Holiday[];

/** Gives the known days of each year from 1990, when the law on public holidays came into force. */
export async function loadHolidays(): Promise<HolidaysOfYear> {
  const { default: DateHolidays } = await import('date-holidays');
  const sweden = new DateHolidays('SE', { languages: ['sv'] });
  return (year) =>
    // `date` is the clock time in Sweden; `start` would be an instant.
    sweden.getHolidays(year, 'sv').flatMap(({ name, date, type }) => {
      if (!isKnown(name)) return [];
      const known = daysByName[name];
      // The package knows only today's Whit Monday, and a national day before it was a holiday.
      const isPublic =
        type === 'public' || (known === 'whit-monday' && year < FIRST_YEAR_WITHOUT_WHIT_MONDAY);
      const isPlainDay = known === 'whit-monday' || known === 'national-day';
      return isPlainDay && !isPublic ? [] : [{ day: dayOfLocal(date), known, isPublic }];
    });
}

function isKnown(name: string): name is keyof typeof daysByName {
  return Object.hasOwn(daysByName, name);
}
