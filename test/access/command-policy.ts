// Who may give which command, and while the meeting is in which state: a line for every command there
// is, written down here once more and not taken from the product. The entries it is tried on are the
// owner's: a note and an action that the owner's agency reported and leads.
import { randomUUID } from 'node:crypto';
import type { CommandType } from '../../src/contract/commands.js';
import { meetingStatuses, type MeetingStatus } from '../../src/contract/vocabulary.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../support/commands.js';
import type { World } from '../support/meeting-world.js';
import { guestsHere, leaders, owners, participants, type Principal } from './principals.js';

/** What a command is tried on. */
export interface Entries {
  readonly noteId: string;
  readonly actionId: string;
}

interface CommandPolicy {
  readonly by: readonly Principal[];
  readonly during: readonly MeetingStatus[];
  /** About an entry, which may lie where not everyone hears it. */
  readonly onEntry?: boolean;
  /** It names something more, which is not there: whoever may give it is told so. */
  readonly seeksMore?: boolean;
  /** It takes effect where it is let through, so each is tried on a meeting of its own. */
  readonly takesEffect?: boolean;
  readonly fields: (world: World, entries: Entries) => object;
}

const prepared: MeetingStatus[] = ['planned', 'open'];
const ownersAndLeaders = [...owners, ...leaders];

/** Held up by the person guard, which comes after rights and states: so nothing happens. */
const HELD_UP = 'Ring 070-174 06 05';
const item = () => ({ itemId: randomUUID() });
const outdated = { basedOn: version(99) };
const note = (world: World, { noteId }: Entries) => {
  const { type: _, agencyId: _agency, audience: _audience, ...fields } = noteAdd(world, '');
  return { ...fields, ...outdated, noteId };
};
const action = (world: World, { actionId }: Entries) => {
  const proposed = actionPropose(world, world.agency.polisen);
  const { type: _, audience: _audience, noteId: _note, ...fields } = proposed;
  return { ...fields, ...outdated, actionId };
};
const onAction = (_: World, { actionId }: Entries) => ({ actionId });

export const commandPolicies: Record<CommandType, CommandPolicy> = {
  'meeting.open': { by: leaders, during: ['planned'], takesEffect: true, fields: () => ({}) },
  'meeting.close': { by: leaders, during: ['open'], takesEffect: true, fields: () => ({}) },
  'meeting.reopen': { by: leaders, during: ['closed'], fields: () => ({ reason: HELD_UP }) },
  'meeting.cancel': { by: leaders, during: ['planned'], fields: () => ({ reason: HELD_UP }) },
  'agenda.add': {
    by: leaders,
    during: prepared,
    fields: () => agendaAdd(HELD_UP),
  },
  'agenda.edit': {
    seeksMore: true,
    by: leaders,
    during: prepared,
    fields: () => ({ ...item(), ...outdated, title: HELD_UP, minutes: 5 }),
  },
  'agenda.readdress': {
    seeksMore: true,
    by: leaders,
    during: prepared,
    fields: () => ({ ...item(), ...outdated, audience: { kind: 'table' } }),
  },
  'agenda.move': {
    seeksMore: true,
    by: leaders,
    during: prepared,
    fields: () => ({ ...item(), afterItemId: null }),
  },
  'agenda.start': { seeksMore: true, by: leaders, during: ['open'], fields: item },
  'agenda.finish': { seeksMore: true, by: leaders, during: ['open'], fields: item },
  'agenda.defer': { seeksMore: true, by: leaders, during: prepared, fields: item },
  'agenda.resume': { seeksMore: true, by: leaders, during: prepared, fields: item },
  'agenda.remove': { seeksMore: true, by: leaders, during: prepared, fields: item },
  'attendance.set': {
    by: ownersAndLeaders,
    during: prepared,
    fields: ({ agency }) => ({ agencyId: agency.polisen, state: 'present' }),
  },
  'note.add': {
    by: ownersAndLeaders,
    during: prepared,
    fields: (world) => noteAdd(world, world.agency.polisen, { text: HELD_UP }),
  },
  'note.edit': { by: owners, during: prepared, onEntry: true, fields: note },
  'note.readdress': {
    by: owners,
    during: prepared,
    onEntry: true,
    fields: (_, { noteId }) => ({ noteId, ...outdated, audience: { kind: 'table' } }),
  },
  'note.remove': {
    by: owners,
    during: prepared,
    onEntry: true,
    fields: (_, { noteId }) => ({ noteId, ...outdated }),
  },
  'note.hand-over': {
    by: owners,
    during: meetingStatuses,
    onEntry: true,
    fields: (_, { noteId }) => ({ noteId, to: null }),
  },
  'note.hear-back': {
    by: owners,
    during: meetingStatuses,
    onEntry: true,
    fields: (_, { noteId }) => ({ noteId, hasFeedback: true }),
  },
  'action.propose': {
    by: [...participants, ...guestsHere],
    during: prepared,
    fields: (world) => actionPropose(world, world.agency.polisen, { what: HELD_UP }),
  },
  'action.edit': { by: ownersAndLeaders, during: prepared, onEntry: true, fields: action },
  'action.readdress': {
    by: owners,
    during: prepared,
    onEntry: true,
    fields: (_, { actionId }) => ({ actionId, ...outdated, audience: { kind: 'table' } }),
  },
  'action.agree': {
    by: ownersAndLeaders,
    during: meetingStatuses,
    onEntry: true,
    fields: onAction,
  },
  'action.start': {
    by: ownersAndLeaders,
    during: meetingStatuses,
    onEntry: true,
    fields: onAction,
  },
  'action.finish': {
    by: ownersAndLeaders,
    during: meetingStatuses,
    onEntry: true,
    fields: (_, { actionId }) => ({ actionId, outcome: { effect: 'effect', text: HELD_UP } }),
  },
  'action.cancel': {
    by: ownersAndLeaders,
    during: meetingStatuses,
    onEntry: true,
    fields: (_, { actionId }) => ({ actionId, reason: HELD_UP }),
  },
  'action.link': {
    by: ownersAndLeaders,
    during: prepared,
    onEntry: true,
    fields: (_, { actionId, noteId }) => ({ actionId, noteId }),
  },
  'action.unlink': {
    by: ownersAndLeaders,
    during: prepared,
    onEntry: true,
    seeksMore: true,
    fields: (_, { actionId }) => ({ actionId, noteId: randomUUID() }),
  },
};
