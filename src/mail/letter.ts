// A letter as those who have something to tell write it: plain sentences and at most one link. How it
// looks is decided elsewhere, and no word of it can be more than a word there.

import type { Language } from '../contract/primitives.js';
import type { CalendarAddress } from '../domain/icalendar/write-calendar.js';

/** The letter in one language. */
export interface Wording {
  readonly language: Language;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly label: string; readonly url: string };
  /** What stands below the link, in smaller type. */
  readonly remarks: readonly string[];
}

/** An iCalendar file; its method stands in it, and outside it too (RFC 6047). */
export interface CalendarObject {
  readonly method: 'REQUEST' | 'CANCEL';
  readonly content: string;
}

export interface Letter {
  readonly to: string;
  /** In the receiver's language; in several when that is not known, the likeliest first. */
  readonly wordings: readonly [Wording, ...Wording[]];
  /** Who it is from, if not the product as such. */
  readonly sender?: CalendarAddress;
  /** Which of several about the same it is, where its writer counts them. */
  readonly number?: number;
  /** What the receiver's calendar reads of it. */
  readonly calendar?: CalendarObject;
}
