// Who may do what: one line per command, for the server that decides and for the page that hides
// what would be refused. Seeing comes first (audience.ts): what one may not hear does not exist.
import type { Audience } from '../../contract/audience.js';
import type { CommandType } from '../../contract/commands.js';
import type { MeetingStatus, Role } from '../../contract/vocabulary.js';
import type { Listener } from './audience.js';

/** A signed-in person, acting for an agency in one partnership. */
export interface Actor extends Listener {
  personId: string;
  partnershipId: string;
  role: Role;
  /** The one meeting that a guest may attend; to them there is nothing else in the partnership. */
  onlyMeetingId?: string;
  /** When a guest's time is over, whether or not anybody has ended it by then. */
  endsAt?: Date;
}

/** What a command is about, as far as it decides who may give it. */
export interface Subject {
  /** The agency that owns the entry, or shall own it. */
  agencyId?: string;
  recordedByAgencyId?: string;
  leadingAgencyId?: string;
  audience?: Audience;
}

type Rule = (actor: Actor, subject: Subject) => boolean;

const leads: Rule = (actor) => actor.role === 'coordinator';
const takesPart: Rule = ({ role }) => role === 'coordinator' || role === 'attendee';
const owns: Rule = (actor, subject) =>
  takesPart(actor, subject) && subject.agencyId === actor.agencyId;
const leadsAction: Rule = (actor, subject) =>
  takesPart(actor, subject) && subject.leadingAgencyId === actor.agencyId;
/** A coordinator who took the notes for an agency may mend what they wrote. */
const recorded: Rule = (actor, subject) =>
  leads(actor, subject) && subject.recordedByAgencyId === actor.agencyId;
/** For another agency only openly: nobody but the owner sends its words into a closed compartment. */
const writesForAnother: Rule = (actor, subject) =>
  leads(actor, subject) && subject.audience?.kind === 'table';

const anyOf =
  (...rules: Rule[]): Rule =>
  (actor, subject) =>
    rules.some((rule) => rule(actor, subject));

const rules: Record<CommandType, Rule> = {
  'meeting.open': leads,
  'meeting.close': leads,
  'meeting.reopen': leads,
  'meeting.cancel': leads,
  'agenda.add': leads,
  'agenda.edit': leads,
  'agenda.readdress': leads,
  'agenda.move': leads,
  'agenda.start': leads,
  'agenda.finish': leads,
  'agenda.defer': leads,
  'agenda.resume': leads,
  'agenda.remove': leads,
  'attendance.set': anyOf(owns, leads),
  'note.add': anyOf(owns, writesForAnother),
  'note.edit': anyOf(owns, recorded),
  'note.readdress': owns,
  'note.remove': anyOf(owns, recorded),
  'note.hand-over': anyOf(owns, recorded),
  'note.hear-back': anyOf(owns, recorded),
  'action.propose': takesPart,
  'action.edit': anyOf(owns, leadsAction, leads),
  'action.readdress': owns,
  'action.agree': anyOf(leadsAction, leads),
  'action.start': anyOf(leadsAction, leads),
  'action.finish': anyOf(leadsAction, leads),
  'action.cancel': anyOf(owns, leadsAction, leads),
  'action.link': anyOf(owns, leadsAction, leads),
  'action.unlink': anyOf(owns, leadsAction, leads),
};

const prepared: MeetingStatus[] = ['planned', 'open'];
/** The follow-up of an action, and of a matter handed over, goes on whatever became of the meeting. */
const always: MeetingStatus[] = ['planned', 'open', 'closed', 'cancelled'];

/** In which states of the meeting a command makes sense at all. */
const during: Record<CommandType, readonly MeetingStatus[]> = {
  'meeting.open': ['planned'],
  'meeting.close': ['open'],
  'meeting.reopen': ['closed'],
  'meeting.cancel': ['planned'],
  'agenda.add': prepared,
  'agenda.edit': prepared,
  'agenda.readdress': prepared,
  'agenda.move': prepared,
  'agenda.start': ['open'],
  'agenda.finish': ['open'],
  'agenda.defer': prepared,
  'agenda.resume': prepared,
  'agenda.remove': prepared,
  'attendance.set': prepared,
  'note.add': prepared,
  'note.edit': prepared,
  'note.readdress': prepared,
  'note.remove': prepared,
  'note.hand-over': always,
  'note.hear-back': always,
  'action.propose': prepared,
  'action.edit': prepared,
  'action.readdress': prepared,
  'action.agree': always,
  'action.start': always,
  'action.finish': always,
  'action.cancel': always,
  'action.link': prepared,
  'action.unlink': prepared,
};

/** Whether the hour has come at which someone's access ends. */
export function isOver({ endsAt }: Pick<Actor, 'endsAt'>, now: Date): boolean {
  return endsAt !== undefined && endsAt <= now;
}

/** Whether this person may give the command, whatever the meeting's state. */
export function mayCommand(actor: Actor, type: CommandType, subject: Subject = {}): boolean {
  return rules[type](actor, subject);
}

/** Whether the meeting's state allows the command, whoever gives it. */
export function fitsMeeting(type: CommandType, status: MeetingStatus): boolean {
  return during[type].includes(status);
}
