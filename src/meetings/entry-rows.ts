// Each kind of entry as a row and back. A row is an entry laid out in columns, so that the follow-up
// can filter and the database can check; what comes back must equal what went in, to the byte.
import type {
  ActionLink,
  ActionTime,
  AgendaItem,
  Attendance,
  CoordinatedAction,
  Handover,
  MeetingHeader,
  SituationNote,
} from '../contract/board.js';
import { audienceOf, streamOf } from '../domain/meeting/audience.js';
import type { BoardKey } from './board-key.js';
import type { ActionLinkRow } from './rows/action-link-row.js';
import type { AgendaItemRow } from './rows/agenda-item-row.js';
import type { AttendanceRow } from './rows/attendance-row.js';
import type { CoordinatedActionRow } from './rows/coordinated-action-row.js';
import type { MeetingRow } from './rows/meeting-row.js';
import type { SituationNoteRow } from './rows/situation-note-row.js';

export function toMeeting(row: MeetingRow): MeetingHeader {
  return {
    id: row.id,
    seriesId: row.seriesId,
    title: row.title,
    venue: row.venue,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    timeZone: row.timeZone,
    status: row.status,
    statusReason: row.statusReason,
    openedAt: instant(row.openedAt),
    closedAt: instant(row.closedAt),
    revision: row.revision,
  };
}

/** The columns of a meeting that its header tells; what identifies the meeting stays out. */
export function fromMeeting(meeting: MeetingHeader) {
  return {
    title: meeting.title,
    venue: meeting.venue,
    startsAt: new Date(meeting.startsAt),
    endsAt: new Date(meeting.endsAt),
    timeZone: meeting.timeZone,
    status: meeting.status,
    statusReason: meeting.statusReason,
    openedAt: date(meeting.openedAt),
    closedAt: date(meeting.closedAt),
    revision: meeting.revision,
  };
}

export function toAgendaItem(row: AgendaItemRow): AgendaItem {
  return {
    id: row.id,
    audience: audienceOf(row.stream),
    orderKey: row.orderKey,
    title: row.title,
    minutes: row.minutes,
    state: row.state,
    startedAt: instant(row.startedAt),
    finishedAt: instant(row.finishedAt),
    revision: row.revision,
  };
}

export function fromAgendaItem(
  { partnershipId, meetingId }: BoardKey,
  item: AgendaItem,
): AgendaItemRow {
  return {
    partnershipId,
    meetingId,
    id: item.id,
    stream: streamOf(item.audience),
    orderKey: item.orderKey,
    title: item.title,
    minutes: item.minutes,
    state: item.state,
    startedAt: date(item.startedAt),
    finishedAt: date(item.finishedAt),
    revision: item.revision,
  };
}

export function toNote(row: SituationNoteRow): SituationNote {
  return {
    id: row.id,
    audience: audienceOf(row.stream),
    agencyId: row.agencyId,
    recordedByAgencyId: row.recordedByAgencyId,
    theme: row.theme,
    placeId: row.placeId,
    timeWindow: { weekdays: row.weekdays, from: row.fromTime, to: row.toTime },
    level: row.level,
    trend: row.trend,
    sourceKind: row.sourceKind,
    confidence: row.confidence,
    text: row.text,
    handover: toHandover(row),
    recordedAt: row.recordedAt.toISOString(),
    revision: row.revision,
  };
}

export function fromNote(
  { partnershipId, meetingId }: BoardKey,
  note: SituationNote,
): SituationNoteRow {
  return {
    partnershipId,
    meetingId,
    id: note.id,
    stream: streamOf(note.audience),
    agencyId: note.agencyId,
    recordedByAgencyId: note.recordedByAgencyId,
    theme: note.theme,
    placeId: note.placeId,
    weekdays: note.timeWindow.weekdays,
    fromTime: note.timeWindow.from,
    toTime: note.timeWindow.to,
    level: note.level,
    trend: note.trend,
    sourceKind: note.sourceKind,
    confidence: note.confidence,
    text: note.text,
    handedOverTo: note.handover?.to ?? null,
    handedOverAt: date(note.handover?.at ?? null),
    handoverHasFeedback: note.handover?.hasFeedback ?? null,
    recordedAt: new Date(note.recordedAt),
    revision: note.revision,
  };
}

export function toAction(row: CoordinatedActionRow): CoordinatedAction {
  return {
    id: row.id,
    audience: audienceOf(row.stream),
    agencyId: row.agencyId,
    what: row.what,
    theme: row.theme,
    placeId: row.placeId,
    time: toTime(row),
    dueOn: row.dueOn,
    leadingAgencyId: row.leadingAgencyId,
    supportingAgencyIds: row.supportingAgencyIds,
    state: row.state,
    outcome:
      row.outcomeEffect === null
        ? null
        : { effect: row.outcomeEffect, text: row.outcomeText ?? '' },
    cancelReason: row.cancelReason,
    proposedAt: row.proposedAt.toISOString(),
    carriedCount: row.carriedCount,
    carriedFrom:
      row.carriedFromMeetingId && row.carriedFromActionId && row.carriedFromStartsAt
        ? {
            meetingId: row.carriedFromMeetingId,
            actionId: row.carriedFromActionId,
            startsAt: row.carriedFromStartsAt.toISOString(),
          }
        : null,
    carriedTo:
      row.carriedToMeetingId && row.carriedToActionId
        ? { meetingId: row.carriedToMeetingId, actionId: row.carriedToActionId }
        : null,
    revision: row.revision,
  };
}

export function fromAction(
  { partnershipId, meetingId }: BoardKey,
  action: CoordinatedAction,
): CoordinatedActionRow {
  const { time, outcome, carriedFrom, carriedTo } = action;
  return {
    partnershipId,
    meetingId,
    id: action.id,
    stream: streamOf(action.audience),
    agencyId: action.agencyId,
    what: action.what,
    theme: action.theme,
    placeId: action.placeId,
    timeKind: time.kind,
    fromTime: time.kind === 'tonight' ? time.from : null,
    toTime: time.kind === 'tonight' ? time.to : null,
    dueOn: action.dueOn,
    leadingAgencyId: action.leadingAgencyId,
    supportingAgencyIds: action.supportingAgencyIds,
    state: action.state,
    outcomeEffect: outcome?.effect ?? null,
    outcomeText: outcome?.text ?? null,
    cancelReason: action.cancelReason,
    proposedAt: new Date(action.proposedAt),
    carriedCount: action.carriedCount,
    carriedFromMeetingId: carriedFrom?.meetingId ?? null,
    carriedFromActionId: carriedFrom?.actionId ?? null,
    carriedFromStartsAt: date(carriedFrom?.startsAt ?? null),
    carriedToMeetingId: carriedTo?.meetingId ?? null,
    carriedToActionId: carriedTo?.actionId ?? null,
    revision: action.revision,
  };
}

export function toLink(row: ActionLinkRow): ActionLink {
  return {
    id: row.id,
    audience: audienceOf(row.stream),
    noteId: row.noteId,
    noteMeetingId: row.noteMeetingId,
    actionId: row.actionId,
    revision: row.revision,
  };
}

export function fromLink({ partnershipId, meetingId }: BoardKey, link: ActionLink): ActionLinkRow {
  return {
    partnershipId,
    meetingId,
    id: link.id,
    stream: streamOf(link.audience),
    noteMeetingId: link.noteMeetingId,
    noteId: link.noteId,
    actionId: link.actionId,
    revision: link.revision,
  };
}

export function toAttendance(row: AttendanceRow): Attendance {
  return { agencyId: row.agencyId, state: row.state, revision: row.revision };
}

export function fromAttendance(
  { partnershipId, meetingId }: BoardKey,
  { agencyId, state, revision }: Attendance,
): AttendanceRow {
  return { partnershipId, meetingId, agencyId, state, revision };
}

function toHandover({
  handedOverTo,
  handedOverAt,
  handoverHasFeedback,
}: SituationNoteRow): Handover | null {
  return handedOverTo && handedOverAt
    ? {
        to: handedOverTo,
        at: handedOverAt.toISOString(),
        hasFeedback: handoverHasFeedback ?? false,
      }
    : null;
}

function toTime(row: CoordinatedActionRow): ActionTime {
  return row.fromTime !== null && row.toTime !== null
    ? { kind: 'tonight', from: row.fromTime, to: row.toTime }
    : { kind: 'due', on: row.dueOn };
}

function instant(value: Date | null): string | null {
  return value?.toISOString() ?? null;
}

function date(value: string | null): Date | null {
  return value === null ? null : new Date(value);
}
