// Who may give which command, and while the meeting is in which state: a line for every command there
// is, written down here once more and not taken from the product.
import { randomUUID } from 'node:crypto';
import type { Audience } from '../../src/contract/audience.js';
import type { CommandType } from '../../src/contract/commands.js';
import { meetingStatuses, type MeetingStatus } from '../../src/contract/vocabulary.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../support/commands.js';
import type { World } from '../support/meeting-world.js';

/** What a command is tried on. */
export interface Entries {
  /** Whom all of them are for, and what is said to be for. */
  readonly audience: Audience;
  readonly itemId: string;
  readonly noteId: string;
  readonly actionId: string;
}

/** What people may be to an entry, or whatever entry it is. */
export type Part =
  | 'coordinator'
  /** They speak for any agency at the table. */
  | 'speaker'
  /** They speak for the agency whose entry it is, or whose it is to be. */
  | 'owner'
  /** They wrote the owner's note down for it. */
  | 'recorder'
  /** They speak for the agency that leads the action. */
  | 'lead';

/**
 * What it is about, beside the meeting: an entry, which may lie where not everyone hears it; an item of
 * the agenda, of which those who may not touch any are told no more than that; or what it adds, which is
 * to lie there.
 */
type About = 'entry' | 'item' | 'new';

interface CommandPolicy {
  readonly by: readonly Part[];
  readonly during: readonly MeetingStatus[];
  readonly about?: About;
  /** Those who may besides, as long as everyone hears of it. */
  readonly openlyBy?: readonly Part[];
  /** It would be carried out, so whoever may give it names something that is not there, and is told so. */
  readonly seeksMore?: boolean;
  /** It takes effect where it is let through, so each is tried on a meeting of its own. */
  readonly takesEffect?: boolean;
  readonly fields: (world: World, entries: Entries) => object;
}

const prepared: MeetingStatus[] = ['planned', 'open'];

/** Held up by the person guard, which comes after rights and states: so nothing happens. */
const HELD_UP = 'Ring 070-174 06 05';
const item = (_: World, { itemId }: Entries) => ({ itemId });
const outdated = { basedOn: version(99) };
const note = (world: World, { noteId }: Entries) => {
  const { type: _, agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
  return { ...fields, ...outdated, noteId };
};
/** Held up by what comes after the audience, which is all that is looked at. */
const nowhere = () => ({ placeId: randomUUID() });
const action = (world: World, { actionId }: Entries) => {
  const proposed = actionPropose(world, world.agency.polisen);
  const { type: _, audience: _audience, noteId: _note, ...fields } = proposed;
  return { ...fields, ...outdated, actionId };
};
const onAction = (_: World, { actionId }: Entries) => ({ actionId });

const onItem = { about: 'item', by: ['coordinator'] } as const;
const anyItem = { ...onItem, seeksMore: true, fields: item } as const;
const byReporter = { about: 'entry', by: ['owner', 'recorder'] } as const;
const byAnyone = { about: 'entry', by: ['owner', 'lead', 'coordinator'] } as const;
const byLead = { about: 'entry', by: ['lead', 'coordinator'] } as const;

export const commandPolicies: Record<CommandType, CommandPolicy> = {
  'meeting.open': {
    by: ['coordinator'],
    during: ['planned'],
    takesEffect: true,
    fields: () => ({}),
  },
  'meeting.close': { by: ['coordinator'], during: ['open'], takesEffect: true, fields: () => ({}) },
  'meeting.reopen': {
    by: ['coordinator'],
    during: ['closed'],
    fields: () => ({ reason: HELD_UP }),
  },
  'meeting.cancel': {
    by: ['coordinator'],
    during: ['planned'],
    fields: () => ({ reason: HELD_UP }),
  },
  'agenda.add': {
    about: 'new',
    by: ['coordinator'],
    during: prepared,
    fields: (_, { audience }) => ({ ...agendaAdd('Läget', randomUUID()), audience }),
  },
  'agenda.edit': {
    ...onItem,
    during: prepared,
    fields: (_, { itemId }) => ({ itemId, ...outdated, title: 'Läget', minutes: 5 }),
  },
  'agenda.readdress': {
    ...onItem,
    during: prepared,
    fields: (_, { itemId }) => ({ itemId, ...outdated, audience: { kind: 'table' } }),
  },
  'agenda.move': {
    ...anyItem,
    during: prepared,
    fields: (_, { itemId }) => ({ itemId, afterItemId: null }),
  },
  'agenda.start': { ...anyItem, during: ['open'] },
  'agenda.finish': { ...anyItem, during: ['open'] },
  'agenda.defer': { ...anyItem, during: prepared },
  'agenda.resume': { ...anyItem, during: prepared },
  'agenda.remove': { ...anyItem, during: prepared },
  'attendance.set': {
    by: ['owner', 'coordinator'],
    during: prepared,
    fields: ({ agency }) => ({ agencyId: agency.polisen, state: 'present' }),
  },
  // For another agency only openly: nobody but the owner sends its words to where not all hear them.
  'note.add': {
    about: 'new',
    by: ['owner'],
    openlyBy: ['coordinator'],
    during: prepared,
    fields: (world, { audience }) =>
      noteAdd(world, world.agency.polisen, { ...nowhere(), audience }),
  },
  'note.edit': { ...byReporter, during: prepared, fields: note },
  'note.readdress': {
    about: 'entry',
    by: ['owner'],
    during: prepared,
    fields: (_, { noteId }) => ({ noteId, ...outdated, audience: { kind: 'table' } }),
  },
  'note.remove': {
    ...byReporter,
    during: prepared,
    fields: (_, { noteId }) => ({ noteId, ...outdated }),
  },
  'note.hand-over': {
    ...byReporter,
    during: meetingStatuses,
    fields: (_, { noteId }) => ({ noteId, to: null }),
  },
  'note.hear-back': {
    ...byReporter,
    during: meetingStatuses,
    fields: (_, { noteId }) => ({ noteId, hasFeedback: true }),
  },
  'action.propose': {
    about: 'new',
    by: ['speaker'],
    during: prepared,
    fields: (world, { audience }) =>
      actionPropose(world, world.agency.polisen, { ...nowhere(), audience }),
  },
  'action.edit': { ...byAnyone, during: prepared, fields: action },
  'action.readdress': {
    about: 'entry',
    by: ['owner'],
    during: prepared,
    fields: (_, { actionId }) => ({ actionId, ...outdated, audience: { kind: 'table' } }),
  },
  'action.agree': { ...byLead, during: meetingStatuses, fields: onAction },
  'action.start': { ...byLead, during: meetingStatuses, fields: onAction },
  'action.finish': {
    ...byLead,
    during: meetingStatuses,
    fields: (_, { actionId }) => ({ actionId, outcome: { effect: 'effect', text: HELD_UP } }),
  },
  'action.cancel': {
    ...byAnyone,
    during: meetingStatuses,
    fields: (_, { actionId }) => ({ actionId, reason: HELD_UP }),
  },
  'action.link': {
    ...byAnyone,
    during: prepared,
    fields: (_, { actionId, noteId }) => ({ actionId, noteId }),
  },
  'action.unlink': {
    ...byAnyone,
    during: prepared,
    seeksMore: true,
    fields: (_, { actionId }) => ({ actionId, noteId: randomUUID() }),
  },
};
