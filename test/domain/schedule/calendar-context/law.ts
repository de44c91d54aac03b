// The public holidays as the law names them: lag (1989:253) om allmänna helgdagar, with the change of
// 2004 (SFS 2004:1320). Sundays as such, which it names too, are left out.

/** The first Sunday after the full moon of spring: Meeus, Jones and Butcher. */
function easterSunday(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return utc(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

export function utc(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day));
}

export function plusDays(date: Date, days: number): Date {
  const later = new Date(date);
  later.setUTCDate(later.getUTCDate() + days);
  return later;
}

export const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** "Den lördag som infaller under tiden …" */
function saturdayFrom(first: Date): Date {
  return plusDays(first, (6 - first.getUTCDay() + 7) % 7);
}

/** The public holidays of a year, `YYYY-MM-DD: name`, sorted. Two may share a day. */
export function publicHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const days: [string, Date][] = [
    ['nyårsdagen', utc(year, 1, 1)],
    ['trettondedag jul', utc(year, 1, 6)],
    ['långfredagen', plusDays(easter, -2)],
    ['påskdagen', easter],
    ['annandag påsk', plusDays(easter, 1)],
    ['första maj', utc(year, 5, 1)],
    // "Sjätte torsdagen efter påskdagen", "sjunde söndagen efter påskdagen".
    ['Kristi himmelsfärdsdag', plusDays(easter, 4 + 5 * 7)],
    ['pingstdagen', plusDays(easter, 7 * 7)],
    year < 2005
      ? ['annandag pingst', plusDays(easter, 7 * 7 + 1)]
      : ['nationaldagen', utc(year, 6, 6)],
    ['midsommardagen', saturdayFrom(utc(year, 6, 20))],
    ['alla helgons dag', saturdayFrom(utc(year, 10, 31))],
    ['juldagen', utc(year, 12, 25)],
    ['annandag jul', utc(year, 12, 26)],
  ];
  return days.map(([name, date]) => `${iso(date)}: ${name}`).sort();
}

/** Eves by custom; they come before what they are named for, Maundy Thursday and Walpurgis beside them. */
export function eves(year: number): string[] {
  const easter = easterSunday(year);
  const days: [string, Date][] = [
    ['trettondagsafton', utc(year, 1, 5)],
    ['skärtorsdagen', plusDays(easter, -3)],
    ['påskafton', plusDays(easter, -1)],
    ['valborgsmässoafton', utc(year, 4, 30)],
    ['pingstafton', plusDays(easter, 48)],
    ['midsommarafton', plusDays(saturdayFrom(utc(year, 6, 20)), -1)],
    ['allhelgonaafton', plusDays(saturdayFrom(utc(year, 10, 31)), -1)],
    ['julafton', utc(year, 12, 24)],
    ['nyårsafton', utc(year, 12, 31)],
  ];
  return days.map(([name, date]) => `${iso(date)}: ${name}`).sort();
}
