import { describe, expect, it } from '@jest/globals';
import type { CommandType } from '../../../src/contract/commands.js';
import { meetingStatuses, type MeetingStatus } from '../../../src/contract/vocabulary.js';
import { fitsMeeting, mayCommand, type Subject } from '../../../src/domain/meeting/access.js';
import { commandTypes } from './random-commands.js';
import { agency, from } from './around-the-table.js';

const own = agency.polisen;
const foreign = agency.bostadsbolaget;
const table = { kind: 'table' } as const;

/** How someone of the police stands to an entry. */
const relations = {
  none: { agencyId: foreign, leadingAgencyId: foreign, audience: { kind: 'authorities' } },
  owns: { agencyId: own, leadingAgencyId: foreign, audience: { kind: 'authorities' } },
  wroteItDown: {
    agencyId: foreign,
    recordedByAgencyId: own,
    leadingAgencyId: foreign,
    audience: { kind: 'authorities' },
  },
  leadsAction: { agencyId: foreign, leadingAgencyId: own, audience: { kind: 'authorities' } },
  foreignAtTable: { agencyId: foreign, leadingAgencyId: foreign, audience: table },
} satisfies Record<string, Subject>;
type Relation = keyof typeof relations;

const everyRelation = Object.keys(relations) as Relation[];
const nobody: Relation[] = [];

/** For each command the relations in which an attendee, and those in which a coordinator, may give it. */
const policy: Record<CommandType, { attendee: Relation[]; coordinator: Relation[] }> = {
  'meeting.open': { attendee: nobody, coordinator: everyRelation },
  'meeting.close': { attendee: nobody, coordinator: everyRelation },
  'meeting.reopen': { attendee: nobody, coordinator: everyRelation },
  'meeting.cancel': { attendee: nobody, coordinator: everyRelation },
  'agenda.add': { attendee: nobody, coordinator: everyRelation },
  'agenda.edit': { attendee: nobody, coordinator: everyRelation },
  'agenda.readdress': { attendee: nobody, coordinator: everyRelation },
  'agenda.move': { attendee: nobody, coordinator: everyRelation },
  'agenda.start': { attendee: nobody, coordinator: everyRelation },
  'agenda.finish': { attendee: nobody, coordinator: everyRelation },
  'agenda.defer': { attendee: nobody, coordinator: everyRelation },
  'agenda.resume': { attendee: nobody, coordinator: everyRelation },
  'agenda.remove': { attendee: nobody, coordinator: everyRelation },
  'attendance.set': { attendee: ['owns'], coordinator: everyRelation },
  'note.add': { attendee: ['owns'], coordinator: ['owns', 'foreignAtTable'] },
  'note.edit': { attendee: ['owns'], coordinator: ['owns', 'wroteItDown'] },
  'note.readdress': { attendee: ['owns'], coordinator: ['owns'] },
  'note.remove': { attendee: ['owns'], coordinator: ['owns', 'wroteItDown'] },
  'note.hand-over': { attendee: ['owns'], coordinator: ['owns', 'wroteItDown'] },
  'note.hear-back': { attendee: ['owns'], coordinator: ['owns', 'wroteItDown'] },
  'action.propose': { attendee: everyRelation, coordinator: everyRelation },
  'action.edit': { attendee: ['owns', 'leadsAction'], coordinator: everyRelation },
  'action.readdress': { attendee: ['owns'], coordinator: ['owns'] },
  'action.agree': { attendee: ['leadsAction'], coordinator: everyRelation },
  'action.start': { attendee: ['leadsAction'], coordinator: everyRelation },
  'action.finish': { attendee: ['leadsAction'], coordinator: everyRelation },
  'action.cancel': { attendee: ['owns', 'leadsAction'], coordinator: everyRelation },
  'action.link': { attendee: ['owns', 'leadsAction'], coordinator: everyRelation },
  'action.unlink': { attendee: ['owns', 'leadsAction'], coordinator: everyRelation },
};

describe.each(commandTypes)('%s', (type) => {
  it.each(everyRelation)(
    'A4 is for whom the policy says, to an entry with relation %s',
    (relation) => {
      const subject = relations[relation];
      const may = (role: 'attendee' | 'coordinator' | 'observer') =>
        mayCommand(from('polisen', role), type, subject);
      expect(may('attendee')).toBe(policy[type].attendee.includes(relation));
      expect(may('coordinator')).toBe(policy[type].coordinator.includes(relation));
      expect(may('observer')).toBe(false);
    },
  );
});

describe('the state of the meeting', () => {
  const inStates: Record<string, MeetingStatus[]> = {
    'meeting.open': ['planned'],
    'meeting.close': ['open'],
    'meeting.reopen': ['closed'],
    'meeting.cancel': ['planned'],
    'agenda.start': ['open'],
    'agenda.finish': ['open'],
    'note.hand-over': [...meetingStatuses],
    'note.hear-back': [...meetingStatuses],
    'action.agree': [...meetingStatuses],
    'action.start': [...meetingStatuses],
    'action.finish': [...meetingStatuses],
    'action.cancel': [...meetingStatuses],
  };

  it.each(commandTypes)('decides whether %s makes sense', (type) => {
    expect(meetingStatuses.filter((status) => fitsMeeting(type, status))).toEqual(
      inStates[type] ?? ['planned', 'open'],
    );
  });
});
