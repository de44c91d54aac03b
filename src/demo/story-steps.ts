// The sentences the story is written in: who does what, how many minutes after a meeting starts.
// Everything is called by its name; the loader knows the identities when it happens.
import type { Audience } from '../contract/audience.js';
import type { ActionTime } from '../contract/board.js';
import type { Command, CommandOf } from '../contract/commands.js';
import type { AttendanceState, Effect, HandoverReceiver } from '../contract/vocabulary.js';
import type { AgencyName, PersonName, PlaceName } from './story-cast.js';

/** What a name of the story stands for at the meeting where it is said. */
export interface Identities {
  readonly agency: (name: AgencyName) => string;
  readonly place: (name: PlaceName) => string;
  /** A note or an action by its key; an action carried over is the one on this meeting's board. */
  readonly entry: (key: string) => string;
  /** An item of the agenda, counted from 1. */
  readonly agendaItem: (number: number) => string;
  /** The local date of the meeting, or some days after it. */
  readonly day: (daysLater: number) => string;
}

export interface Step {
  readonly minute: number;
  readonly by: PersonName;
  /** What the story calls the entry that comes of it. */
  readonly key?: string;
  command(identities: Identities): Command;
}

/** To whom something is said: everyone at the table, authorities alone, or exactly these agencies. */
type Listeners = 'table' | 'authorities' | readonly AgencyName[];

type Told<Fields> = Omit<
  Fields,
  | 'type'
  | 'audience'
  | 'placeId'
  | 'agencyId'
  | 'noteId'
  | 'leadingAgencyId'
  | 'supportingAgencyIds'
  | 'time'
> & { place: PlaceName; to?: Listeners };

type ToldNote = Told<CommandOf<'note.add'>> & { agency: AgencyName };

type ToldAction = Told<CommandOf<'action.propose'>> & {
  /** The key of the note it answers. */
  answers: string | null;
  leads: AgencyName;
  supports?: readonly AgencyName[];
  /** Hours on the evening of the meeting, or by when it shall be done. */
  time: { from: string; to: string } | { daysLater: number };
};

const coordinator: PersonName = 'samordnare';

export const opens = (minute: number): Step => ({
  minute,
  by: coordinator,
  command: () => ({ type: 'meeting.open' }),
});

export const closes = (minute: number): Step => ({
  minute,
  by: coordinator,
  command: () => ({ type: 'meeting.close' }),
});

/** The roll call: how each agency is there. */
export const rollCall = (
  minute: number,
  states: Partial<Record<AgencyName, AttendanceState>>,
): Step[] =>
  (Object.entries(states) as [AgencyName, AttendanceState][]).map(([agency, state]) => ({
    minute,
    by: coordinator,
    command: ({ agency: idOf }) => ({ type: 'attendance.set', agencyId: idOf(agency), state }),
  }));

export const turnsTo = (minute: number, item: number): Step => ({
  minute,
  by: coordinator,
  command: ({ agendaItem }) => ({ type: 'agenda.start', itemId: agendaItem(item) }),
});

/** A note in the words of the agency whose picture it is. */
export const notes = (minute: number, by: PersonName, key: string, told: ToldNote): Step => ({
  minute,
  by,
  key,
  command: (identities) => {
    const { agency, place, to = 'table', ...fields } = told;
    return {
      type: 'note.add',
      ...fields,
      agencyId: identities.agency(agency),
      placeId: identities.place(place),
      audience: audienceOf(to, identities),
    };
  },
});

/** The matter of a note is handed over to where individuals are helped; later one hears back. */
export const handsOver = (
  minute: number,
  by: PersonName,
  note: string,
  to: HandoverReceiver,
): Step => ({
  minute,
  by,
  command: ({ entry }) => ({ type: 'note.hand-over', noteId: entry(note), to }),
});

export const hearsBack = (minute: number, by: PersonName, note: string): Step => ({
  minute,
  by,
  command: ({ entry }) => ({ type: 'note.hear-back', noteId: entry(note), hasFeedback: true }),
});

export const proposes = (minute: number, by: PersonName, key: string, told: ToldAction): Step => ({
  minute,
  by,
  key,
  command: (identities) => {
    const { answers, leads, supports = [], place, to = 'table', time, ...fields } = told;
    return {
      type: 'action.propose',
      ...fields,
      noteId: answers === null ? null : identities.entry(answers),
      leadingAgencyId: identities.agency(leads),
      supportingAgencyIds: supports.map((name) => identities.agency(name)).sort(),
      placeId: identities.place(place),
      audience: audienceOf(to, identities),
      time: timeOf(time, identities),
    };
  },
});

export const agrees = (minute: number, by: PersonName, action: string): Step => ({
  minute,
  by,
  command: ({ entry }) => ({ type: 'action.agree', actionId: entry(action) }),
});

export const begins = (minute: number, by: PersonName, action: string): Step => ({
  minute,
  by,
  command: ({ entry }) => ({ type: 'action.start', actionId: entry(action) }),
});

export const finishes = (
  minute: number,
  by: PersonName,
  action: string,
  effect: Effect,
  text: string,
): Step => ({
  minute,
  by,
  command: ({ entry }) => ({
    type: 'action.finish',
    actionId: entry(action),
    outcome: { effect, text },
  }),
});

export const cancels = (minute: number, by: PersonName, action: string, reason: string): Step => ({
  minute,
  by,
  command: ({ entry }) => ({ type: 'action.cancel', actionId: entry(action), reason }),
});

/** Weekdays as ISO numbers; without hours, the whole day. */
export const window = (
  weekdays: number[],
  from: string | null = null,
  to: string | null = null,
) => ({
  weekdays,
  from,
  to,
});

function audienceOf(to: Listeners, { agency }: Identities): Audience {
  if (to === 'table' || to === 'authorities') return { kind: to };
  return { kind: 'agencies', agencyIds: to.map((name) => agency(name)).sort() };
}

function timeOf(time: ToldAction['time'], { day }: Identities): ActionTime {
  return 'daysLater' in time
    ? { kind: 'due', on: day(time.daysLater) }
    : { kind: 'tonight', ...time };
}
