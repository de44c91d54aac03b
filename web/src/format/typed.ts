// Reads dates and times as people type them. A native date input writes mm/dd/yyyy for anyone whose
// browser speaks American English, whatever the page says; typed text means the same everywhere.

/**
 * The local date that a text means, `YYYY-MM-DD`: "2026-12-04", "20261204", "261204", "4/12 2026",
 * "4.12", "4 dec". Without a year it is the next such day from `today` on. Null for anything else.
 */
export function readDate(text: string, today: string): string | null {
  const trimmed = text.trim().toLowerCase();
  // Swedes write six digits as well, and mean a year of this century.
  const whole = trimmed.replace(/^\d{6}$/, '20$&');
  const iso = /^(\d{4})[-./ ]?(\d{1,2})[-./ ]?(\d{1,2})$/.exec(whole);
  if (iso) return dayThatExists(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const spoken = /^(\d{1,2})[/. ]\s*(\d{1,2}|[a-zåäö]+)\.?(?:[/. ]+(\d{4}))?$/.exec(trimmed);
  if (!spoken) return null;
  const [, day, monthText = '', yearText] = spoken;
  const month = /^\d/.test(monthText) ? Number(monthText) : monthNamed(monthText);
  if (yearText) return dayThatExists(Number(yearText), month, Number(day));
  const year = Number(today.slice(0, 4));
  const thisYear = dayThatExists(year, month, Number(day));
  return thisYear && thisYear >= today ? thisYear : dayThatExists(year + 1, month, Number(day));
}

const monthStarts = 'jan feb mar apr maj jun jul aug sep okt nov dec'.split(' ');
const englishMonthStarts: Record<string, number> = { may: 5, oct: 10 };

/** 1–12, or 0 for a word that begins like no month. */
function monthNamed(word: string): number {
  const start = word.slice(0, 3);
  return englishMonthStarts[start] ?? monthStarts.indexOf(start) + 1;
}

function dayThatExists(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  // A day that its month does not have lies in another one.
  const exists = date.getUTCMonth() === month - 1 && year > 1900;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** The time of day that a text means, `HH:mm`: "18.00", "18:00", "1800", "18". Null otherwise. */
export function readTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[.:]?(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
