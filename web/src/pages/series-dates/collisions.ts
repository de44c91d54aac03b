// The coming meetings of a series on days that collide, of which nobody has decided anything yet.
import type { MeetingHeader } from '../../../../src/contract/board.js';
import type {
  CalendarDay,
  MarkedOccurrence,
  PartnershipCalendar,
} from '../../../../src/contract/calendar.js';
import type { Series } from '../../../../src/contract/series.js';
import { thursdayOf } from '../series/thursday.js';

export type Collision = Pick<MarkedOccurrence, 'on' | 'marks' | 'thursday'>;

/** The soonest first, as the meetings are. An extra meeting was put on its day as it is. */
export function undecided(
  { id, definition }: Pick<Series, 'id' | 'definition'>,
  coming: readonly MeetingHeader[],
  { days, decisions }: PartnershipCalendar,
  localDate: (instant: string) => string,
): Collision[] {
  const marked = new Map(days.map((day) => [day.on, day]));
  const decided = new Set(decisions.map(({ meetingId }) => meetingId));
  return coming
    .filter(({ seriesId, status }) => seriesId === id && status === 'planned')
    .filter((meeting) => !decided.has(meeting.id))
    .flatMap(({ startsAt }) => {
      const day = marked.get(localDate(startsAt));
      if (!day?.collides || definition.extraStarts.some((start) => start.startsWith(day.on)))
        return [];
      return [{ on: day.on, marks: day.marks, thursday: thursdayIn(day.on, marked) }];
    });
}

function thursdayIn(on: string, marked: ReadonlyMap<string, CalendarDay>): CalendarDay | null {
  const thursday = thursdayOf(on);
  if (thursday === null) return null;
  return marked.get(thursday) ?? { on: thursday, collides: false, marks: [] };
}
