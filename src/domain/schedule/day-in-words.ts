// When a meeting is, as a sentence of a letter names it: people read no further, and plan by weeks.
import type { Language } from '../../contract/primitives.js';
import { DAY_MS, isoWeekOf } from './calendar-day.js';
import { floatingAt } from './wall-clock.js';

const words = {
  sv: { locale: 'sv-SE', separator: '.', week: 'v.' },
  en: { locale: 'en-GB', separator: ':', week: 'week' },
} as const;

/** As "fredag 4 december (v. 49)" and "18.00", on the clocks of the place. */
export function dayInWords(
  at: Date,
  timeZone: string,
  language: Language,
): { day: string; time: string } {
  const { locale, separator, week } = words[language];
  const floating = floatingAt(at.getTime(), timeZone);
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
    .format(floating)
    // Whether a comma stands after the weekday depends on the version of Node.
    .replace(',', '');
  const { isoWeek } = isoWeekOf(Math.floor(floating / DAY_MS));
  return {
    day: `${day} (${week} ${isoWeek})`,
    time: new Date(floating).toISOString().slice(11, 16).replace(':', separator),
  };
}
