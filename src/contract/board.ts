// The entries of a meeting's board, as they travel and as the page keeps them.
import { z } from 'zod';
import { Audience } from './audience.js';
import { ClockTime, Id, Instant, Revision, Weekday } from './primitives.js';
import { LocalDate } from './schedule.js';
import {
  actionStates,
  agendaItemStates,
  attendanceStates,
  confidences,
  effects,
  handoverReceivers,
  levels,
  meetingStatuses,
  sourceKinds,
  themes,
  trends,
} from './vocabulary.js';

/** The revision, in its own stream, of the event that last changed an entry. */
const revision = Revision;

export const MeetingHeader = z
  .strictObject({
    id: Id,
    seriesId: Id,
    title: z.string(),
    venue: z.string(),
    startsAt: Instant,
    endsAt: Instant,
    timeZone: z.string(),
    status: z.enum(meetingStatuses),
    /** Why people cancelled it or opened it again; a cancelled one without was taken back by its series. */
    statusReason: z.string().nullable(),
    openedAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    revision,
  })
  .meta({ id: 'MeetingHeader' });
export type MeetingHeader = z.infer<typeof MeetingHeader>;

export const AgendaItem = z
  .strictObject({
    id: Id,
    audience: Audience,
    /** Sorts the agenda as plain text; a new key fits between any two of one compartment. */
    orderKey: z.string(),
    title: z.string(),
    minutes: z.int(),
    state: z.enum(agendaItemStates),
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    revision,
  })
  .meta({ id: 'AgendaItem' });
export type AgendaItem = z.infer<typeof AgendaItem>;

export const TimeWindow = z
  .strictObject({
    weekdays: z
      .array(Weekday)
      .max(7)
      .transform((days) => [...new Set(days)].sort()),
    from: ClockTime.nullable(),
    to: ClockTime.nullable(),
  })
  .refine((window) => (window.from === null) === (window.to === null), {
    message: 'from and to belong together',
  })
  .meta({
    id: 'TimeWindow',
    description:
      'Which weekdays and hours something concerns; no weekdays means every day. `to` at or before `from` is past midnight.',
  });
export type TimeWindow = z.infer<typeof TimeWindow>;

export const Handover = z
  .strictObject({
    to: z.enum(handoverReceivers),
    at: Instant,
    /** Whether they have told what came of it. */
    hasFeedback: z.boolean(),
  })
  .meta({
    id: 'Handover',
    description:
      'That a matter was handed over to where it belongs: the receiving role, when, and whether feedback came. There is no field for anything else, so nothing about a person can be attached.',
  });
export type Handover = z.infer<typeof Handover>;

export const SituationNote = z
  .strictObject({
    id: Id,
    audience: Audience,
    /** Whose report it is; this agency owns the entry. */
    agencyId: Id,
    /** Who wrote it down; another agency than the owner when a coordinator took the notes. */
    recordedByAgencyId: Id,
    theme: z.enum(themes),
    placeId: Id,
    timeWindow: TimeWindow,
    level: z.enum(levels),
    trend: z.enum(trends),
    sourceKind: z.enum(sourceKinds),
    confidence: z.enum(confidences),
    text: z.string(),
    /** Lifted out of the room; null as long as it is the table's alone. */
    handover: Handover.nullable(),
    recordedAt: Instant,
    revision,
  })
  .meta({ id: 'SituationNote' });
export type SituationNote = z.infer<typeof SituationNote>;

export const ActionTime = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tonight'), from: ClockTime, to: ClockTime }),
    z.strictObject({ kind: z.literal('due'), on: LocalDate }),
  ])
  .meta({
    id: 'ActionTime',
    description: 'Either a window on the evening of the meeting, or the last day to be done.',
  });
export type ActionTime = z.infer<typeof ActionTime>;

export const ActionOutcome = z
  .strictObject({ effect: z.enum(effects), text: z.string() })
  .meta({ id: 'ActionOutcome' });
export type ActionOutcome = z.infer<typeof ActionOutcome>;

export const CoordinatedAction = z
  .strictObject({
    id: Id,
    audience: Audience,
    /** The agency that proposed it; it owns the entry. */
    agencyId: Id,
    what: z.string(),
    theme: z.enum(themes),
    placeId: Id,
    time: ActionTime,
    /** The last day: of `time`, or the day of the meeting when it is meant for that evening. */
    dueOn: LocalDate,
    leadingAgencyId: Id,
    supportingAgencyIds: z.array(Id),
    state: z.enum(actionStates),
    outcome: ActionOutcome.nullable(),
    cancelReason: z.string().nullable(),
    proposedAt: Instant,
    /** How many later meetings the action has been carried over to. */
    carriedCount: z.int(),
    /** The same action on the board of the meeting before, when it was carried over from there. */
    carriedFrom: z.strictObject({ meetingId: Id, actionId: Id, startsAt: Instant }).nullable(),
    /** The same action on a later board; this entry is then history and no longer changes. */
    carriedTo: z.strictObject({ meetingId: Id, actionId: Id }).nullable(),
    revision,
  })
  .meta({ id: 'CoordinatedAction' });
export type CoordinatedAction = z.infer<typeof CoordinatedAction>;

/** The thread from a problem to a measure. It lies in the narrower compartment of its two ends. */
export const ActionLink = z
  .strictObject({
    id: Id,
    audience: Audience,
    noteId: Id,
    /** The meeting the note was written at; earlier than this one for an action carried over. */
    noteMeetingId: Id,
    actionId: Id,
    revision,
  })
  .meta({ id: 'ActionLink' });
export type ActionLink = z.infer<typeof ActionLink>;

export const Attendance = z
  .strictObject({ agencyId: Id, state: z.enum(attendanceStates), revision })
  .meta({ id: 'Attendance' });
export type Attendance = z.infer<typeof Attendance>;

/** What one compartment holds, each list sorted by id. Only `table` holds the meeting and attendance. */
export const Entries = z
  .strictObject({
    meeting: MeetingHeader.nullable(),
    agenda: z.array(AgendaItem),
    notes: z.array(SituationNote),
    actions: z.array(CoordinatedAction),
    links: z.array(ActionLink),
    attendance: z.array(Attendance),
  })
  .meta({ id: 'Entries' });
export type Entries = z.infer<typeof Entries>;
