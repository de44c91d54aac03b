// A calendar outside that knows of meetings by mail alone: of each it keeps what it was last told, and what
// is taken back is shown no more.
import type { ShownEvent } from '../feeds/subscriber.js';
import type { CalendarLetter } from './calendar-post.js';

export class MailedCalendar {
  private readonly kept = new Map<string, CalendarLetter>();

  take(letters: readonly CalendarLetter[]): void {
    for (const letter of letters) {
      const last = this.kept.get(letter.uid);
      if (letter.sequence <= (last?.sequence ?? -1))
        throw new Error(`Calendars take no notice of this letter: ${letter.subject}`);
      if (letter.method === 'CANCEL' && last?.method !== 'REQUEST')
        throw new Error(`What was not there is taken back: ${letter.subject}`);
      this.kept.set(letter.uid, letter);
    }
  }

  knows({ uid }: Pick<ShownEvent, 'uid'>): boolean {
    return this.kept.has(uid);
  }

  /** What it shows, the soonest first. */
  events(): ShownEvent[] {
    return [...this.kept.values()]
      .filter(({ method }) => method === 'REQUEST')
      .sort((one, other) => one.startsAt.localeCompare(other.startsAt));
  }
}
