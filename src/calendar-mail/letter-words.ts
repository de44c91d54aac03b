// How the letters are worded. Every one names the day and its week, in the subject too: people read no
// further, and plan by weeks.
import type { Language } from '../contract/primitives.js';
import { MEETINGS_AHEAD } from './calendars.js';

export type News = 'invited' | 'held-again' | 'moved' | 'changed' | 'cancelled' | 'uninvited';

/** The meeting as a sentence names it. */
export interface Named {
  readonly title: string;
  /** Empty where none is given. */
  readonly venue: string;
  /** As "fredag 3 april (v. 14)". */
  readonly day: string;
  /** As "18.00–18.50". */
  readonly hours: string;
}

/** With what the receiver was told of it before; null if that was nothing. */
interface Meeting extends Named {
  readonly partnershipName: string;
  readonly before: Named | null;
}

interface Said {
  readonly subject: string;
  readonly sentences: readonly string[];
}

export interface LetterWords {
  readonly locale: string;
  readonly clockSeparator: string;
  readonly week: string;
  readonly hello: (name: string) => string;
  readonly answer: string;
  readonly answerOnPage: string;
  readonly open: string;
  readonly openStart: string;
  readonly remark: string;
  readonly news: Readonly<Record<News, (meeting: Meeting) => Said>>;
}

const sv: LetterWords = {
  locale: 'sv-SE',
  clockSeparator: '.',
  week: 'v.',
  hello: (name) => `Hej ${name}!`,
  answer: 'Svara i din kalender, eller på mötets sida, om du kommer.',
  answerOnPage: 'Svara på mötets sida om du kommer.',
  open: 'Öppna mötet',
  openStart: 'Öppna Utsättning',
  remark: `Vi skickar kallelser till de ${MEETINGS_AHEAD} närmaste mötena, och ett brev när något av dem ändras. Du stänger av dem på sidan Kalender.`,
  news: {
    invited: (meeting) => ({
      subject: `Kallelse: ${meeting.title} ${meeting.day} kl. ${meeting.hours}`,
      sentences: ['Du är kallad.', svHeld(meeting)],
    }),
    'held-again': (meeting) => ({
      subject: `Mötet ${meeting.day} blir av`,
      sentences: ['Mötet blir av ändå.', svHeld(meeting)],
    }),
    moved: (meeting) => ({
      subject: `Flyttat: ${meeting.title} hålls ${meeting.day} kl. ${meeting.hours}`,
      sentences: [
        'Mötet är flyttat.',
        svHeld(meeting),
        `Förut var det ${meeting.before?.day} kl. ${meeting.before?.hours}.`,
        ...changes(meeting, svChanged),
      ],
    }),
    changed: (meeting) => ({
      subject: `Ändrat: ${meeting.title} ${meeting.day} kl. ${meeting.hours}`,
      sentences: [
        ...hoursChange(meeting, svChanged),
        ...changes(meeting, svChanged),
        'Så här gäller nu:',
        svHeld(meeting),
      ],
    }),
    cancelled: ({ title, partnershipName, day, hours }) => ({
      subject: `Mötet ${day} är inställt`,
      sentences: [`Mötet ${day} kl. ${hours} är inställt: ${title}, ${partnershipName}.`],
    }),
    uninvited: ({ title, partnershipName, day, hours }) => ({
      subject: `Du är inte längre kallad: ${title} ${day}`,
      sentences: [
        `Du är inte längre kallad till ${title}, ${partnershipName}, ${day} kl. ${hours}. Det tas bort ur din kalender.`,
      ],
    }),
  },
};

const en: LetterWords = {
  locale: 'en-GB',
  clockSeparator: ':',
  week: 'week',
  hello: (name) => `Hello ${name}!`,
  answer: 'Say in your calendar, or on the meeting’s page, whether you come.',
  answerOnPage: 'Say on the meeting’s page whether you come.',
  open: 'Open the meeting',
  openStart: 'Open Utsättning',
  remark: `We send invitations to the next ${MEETINGS_AHEAD} meetings, and a letter when one of them changes. You turn them off on the page Calendar.`,
  news: {
    invited: (meeting) => ({
      subject: `Invitation: ${meeting.title} ${meeting.day} at ${meeting.hours}`,
      sentences: ['You are invited.', enHeld(meeting)],
    }),
    'held-again': (meeting) => ({
      subject: `The meeting ${meeting.day} is held`,
      sentences: ['The meeting is held after all.', enHeld(meeting)],
    }),
    moved: (meeting) => ({
      subject: `Moved: ${meeting.title} is held ${meeting.day} at ${meeting.hours}`,
      sentences: [
        'The meeting has been moved.',
        enHeld(meeting),
        `It was ${meeting.before?.day} at ${meeting.before?.hours} before.`,
        ...changes(meeting, enChanged),
      ],
    }),
    changed: (meeting) => ({
      subject: `Changed: ${meeting.title} ${meeting.day} at ${meeting.hours}`,
      sentences: [
        ...hoursChange(meeting, enChanged),
        ...changes(meeting, enChanged),
        'This is how it is now:',
        enHeld(meeting),
      ],
    }),
    cancelled: ({ title, partnershipName, day, hours }) => ({
      subject: `The meeting ${day} is cancelled`,
      sentences: [`The meeting ${day} at ${hours} is cancelled: ${title}, ${partnershipName}.`],
    }),
    uninvited: ({ title, partnershipName, day, hours }) => ({
      subject: `You are no longer invited: ${title} ${day}`,
      sentences: [
        `You are no longer invited to ${title}, ${partnershipName}, ${day} at ${hours}. It is taken out of your calendar.`,
      ],
    }),
  },
};

/** Sentences of what is another than before; where there is no place, it is empty. */
interface Changed {
  readonly hours: (now: string, before: string) => string;
  readonly title: (now: string, before: string) => string;
  readonly venue: (now: string, before: string) => string;
}

const svChanged: Changed = {
  hours: (now, before) => `Tiden är ändrad till kl. ${now}. Förut var den kl. ${before}.`,
  title: (now, before) => `Mötet heter nu ${now}. Förut hette det ${before}.`,
  venue: (now, before) =>
    now === ''
      ? `Mötet är inte längre i ${before}, och ingen ny plats är angiven.`
      : `Platsen är ändrad till ${now}.${before && ` Förut var den ${before}.`}`,
};

const enChanged: Changed = {
  hours: (now, before) => `The time is changed to ${now}. It was ${before} before.`,
  title: (now, before) => `The meeting is now called ${now}. It was called ${before} before.`,
  venue: (now, before) =>
    now === ''
      ? `It is no longer in ${before}, and no new place is given.`
      : `The place is changed to ${now}.${before && ` It was ${before} before.`}`,
};

const hoursChange = (meeting: Meeting, says: Changed) => changeOf('hours', meeting, says);
const changes = (meeting: Meeting, says: Changed) => [
  ...changeOf('venue', meeting, says),
  ...changeOf('title', meeting, says),
];

function changeOf(what: keyof Changed, { before, ...now }: Meeting, says: Changed): string[] {
  return before && before[what] !== now[what] ? [says[what](now[what], before[what])] : [];
}

function svHeld({ title, partnershipName, day, hours, venue }: Meeting): string {
  return `${title}, ${partnershipName}, hålls ${day} kl. ${hours}${placeOf(venue)}.`;
}

function enHeld({ title, partnershipName, day, hours, venue }: Meeting): string {
  return `${title}, ${partnershipName}, is held ${day} at ${hours}${placeOf(venue)}.`;
}

function placeOf(venue: string): string {
  return venue === '' ? '' : `, ${venue}`;
}

export const words: Readonly<Record<Language, LetterWords>> = { sv, en };
