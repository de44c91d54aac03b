// Instants written in the time zone of a partnership and the language of the page. Whatever shows
// the result follows a change of language.
import { language } from '../i18n/language.svelte.js';
import { clock } from './clock.svelte.js';
import { clockTime, dayOf, daysBetween, localDateOf, longDayOf, timeOf, weekOf } from './dates.js';

export class Calendar {
  constructor(readonly timeZone: string) {}

  /** Today's local date; moves on at midnight. */
  get today(): string {
    return localDateOf(new Date(clock.minute), this.timeZone);
  }

  localDate(instant: string): string {
    return localDateOf(instant, this.timeZone);
  }

  /** "18.00" */
  time(instant: string): string {
    return timeOf(instant, this.timeZone, language.current);
  }

  /** A clock time of the contract, `HH:mm`, as the language writes it. */
  clockTime(time: string): string {
    return clockTime(time, language.current);
  }

  /** "18.00–18.50" */
  hours(startsAt: string, endsAt: string): string {
    return `${this.time(startsAt)}–${this.time(endsAt)}`;
  }

  /** "fre 4 dec", with the year when it is another than this one. */
  day(instant: string): string {
    return this.date(this.localDate(instant));
  }

  /** As `day`, of a local date. */
  date(localDate: string): string {
    return dayOf(localDate, language.current, this.today);
  }

  /** "fredag 4 december" */
  longDay(instant: string): string {
    return longDayOf(this.localDate(instant), language.current);
  }

  /** "v. 49" */
  week(instant: string): string {
    return weekOf(this.localDate(instant), language.current);
  }

  /** As `week`, of a local date. */
  weekOfDate(localDate: string): string {
    return weekOf(localDate, language.current);
  }

  /** "fre 4 dec · v. 49 · 18.00–18.50" */
  span(startsAt: string, endsAt: string): string {
    return `${this.day(startsAt)} · ${this.week(startsAt)} · ${this.hours(startsAt, endsAt)}`;
  }

  /** Whole calendar days from today to the day of an instant. */
  daysUntil(instant: string): number {
    return daysBetween(this.today, this.localDate(instant));
  }
}
