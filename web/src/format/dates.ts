// Dates and times as people say them: "fre 4 dec · v. 49 · 18.00–18.50". Pure; the language is given.
import { getISOWeek } from 'date-fns/getISOWeek';

export type Language = 'sv' | 'en';

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;
const separators = { sv: '.', en: ':' } as const;
const weekWords = { sv: 'v.', en: 'week' } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it, and a list needs the same one many times. */
function formatFor(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

/** The local calendar day of an instant, `YYYY-MM-DD`. */
export function localDateOf(instant: string | Date, timeZone: string): string {
  return formatFor('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(instant));
}

/** The local time of day of an instant: "18.00" in Swedish, "18:00" in English. */
export function timeOf(instant: string | Date, timeZone: string, language: Language): string {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = formatFor('sv-SE', options).format(new Date(instant));
  return clockTime(clock, language);
}

/** A clock time `HH:mm` as the language writes it. */
export function clockTime(time: string, language: Language): string {
  return time.replace(':', separators[language]);
}

/** A local date as "fre 4 dec"; with the year where it is not that of `today`. */
export function dayOf(localDate: string, language: Language, today?: string): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  };
  if (today !== undefined && today.slice(0, 4) !== localDate.slice(0, 4)) options.year = 'numeric';
  return formatFor(locales[language], options)
    .format(new Date(`${localDate}T00:00:00Z`))
    .replace(/[.,]/g, '');
}

/** A local date as "fredag 4 december". */
export function longDayOf(localDate: string, language: Language): string {
  return formatFor(locales[language], {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date(`${localDate}T00:00:00Z`));
}

/** The ISO week number of a local date; the first days of a year may lie in the last week before. */
export function isoWeekOf(localDate: string): number {
  const [year, month, day] = localDate.split('-').map(Number) as [number, number, number];
  return getISOWeek(new Date(year, month - 1, day));
}

/** The number stays with its word, wherever the line breaks. */
export function weekOf(localDate: string, language: Language): string {
  return `${weekWords[language]}\u00a0${isoWeekOf(localDate)}`;
}

/** Whole days from one local date to another; negative when `to` comes before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The local date some days later. */
export function addDays(localDate: string, days: number): string {
  return new Date(Date.parse(`${localDate}T00:00:00Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10);
}
