// Reads the answer to an invitation out of a letter (RFC 5546, METHOD:REPLY). Letters come from anywhere:
// what is too deep, too much or not what it says gives no answer, and nothing of it is kept.
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';

const DEEPEST = 10;
const MOST_OF_HEADERS = 64 * 1024;
const MOST_OF_CALENDAR = 64 * 1024;
const MOST_PARTS = 5;

export interface Reply {
  readonly uid: string;
  /** Who it says it is from. */
  readonly attendee: string;
  /** As it is written, in capitals. */
  readonly answer: string;
  readonly sequence: number;
  /** When it says it was given; null when it does not. */
  readonly at: Date | null;
}

/** The answers in a letter; none in one that has no part for calendars, as of whoever is away. */
export async function readReplies(letter: Buffer): Promise<Reply[]> {
  const limits = { maxNestingDepth: DEEPEST, maxHeadersSize: MOST_OF_HEADERS };
  try {
    const { attachments } = await PostalMime.parse(letter, limits);
    const parts = attachments.filter(({ mimeType }) =>
      ['text/calendar', 'application/ics'].includes(mimeType.toLowerCase()),
    );
    return parts.slice(0, MOST_PARTS).flatMap(({ content }) => {
      const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
      return text.length > MOST_OF_CALENDAR ? [] : readCalendar(text);
    });
  } catch {
    // Its message would quote the letter.
    return [];
  }
}

function readCalendar(text: string): Reply[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    if (textOf(calendar, 'method').toUpperCase() !== 'REPLY') return [];
    return calendar.getAllSubcomponents('vevent').flatMap(readEvent);
  } catch {
    return [];
  }
}

/** An answer is one person's, to a meeting as a whole. */
function readEvent(event: ICAL.Component): Reply[] {
  const [attendee, ...others] = event.getAllProperties('attendee');
  if (!attendee || others.length > 0 || event.hasProperty('recurrence-id')) return [];
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0);
  const stamp = event.getFirstPropertyValue('dtstamp');
  const at = stamp instanceof ICAL.Time ? stamp.toJSDate() : null;
  return [
    {
      uid: textOf(event, 'uid'),
      attendee: String(attendee.getFirstValue())
        .replace(/^mailto:/i, '')
        .trim()
        .toLowerCase(),
      answer: attendee.getFirstParameter('partstat').toUpperCase(),
      sequence: Number.isInteger(sequence) ? sequence : 0,
      at: at && Number.isFinite(at.getTime()) ? at : null,
    },
  ];
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
}
