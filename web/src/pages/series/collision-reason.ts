import type { CalendarMark } from '../../../../src/contract/calendar.js';
import { capital } from '../../format/words.js';
import { language } from '../../i18n/language.svelte.js';

const collides: ReadonlySet<string> = new Set(['public-holiday', 'eve', 'day-between']);

/** Why a meeting is cancelled that would be on such a day: what the day is called. */
export function reasonOf(marks: readonly CalendarMark[]): string {
  const names = marks
    .filter(({ kind }) => collides.has(kind))
    .map(({ name }) => name[language.current]);
  return capital(names.join(', '));
}
