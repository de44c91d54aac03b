/** Evenings that are no holidays, but on which more young people are out than on others. */
import type { CalendarMark } from '../../../contract/calendar.js';
import { dayNumber, weekdayOf } from '../calendar-day.js';
import { riskNames } from './day-names.js';

const FRIDAY = 4;
const PAYDAY = 25;

/** Those of a year; `isBankDay` tells whether wages are paid on a day. */
export function riskEveningsOf(
  year: number,
  isBankDay: (day: number) => boolean,
): { day: number; name: CalendarMark['name'] }[] {
  return [
    { day: dayNumber(year, 10, 31), name: riskNames.halloween },
    { day: dayNumber(year, 12, 12), name: riskNames.nightBeforeLucia },
    { day: dayNumber(year, 12, 13), name: riskNames.lucia },
    ...Array.from({ length: 12 }, (_, index) => fridayOfPayday(year, index + 1, isBankDay))
      .flatMap((friday) => [friday, friday + 1])
      .map((day) => ({ day, name: riskNames.payday })),
  ];
}

/** The first Friday with the month's wages: they come on the 25th, or on the last bank day before. */
function fridayOfPayday(year: number, month: number, isBankDay: (day: number) => boolean): number {
  let day = dayNumber(year, month, PAYDAY);
  while (!isBankDay(day)) day -= 1;
  return day + ((FRIDAY - weekdayOf(day) + 7) % 7);
}
