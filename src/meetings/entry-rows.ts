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
import { ActionLinkRow } from './rows/action-link-row.js';
import { AgendaItemRow } from './rows/agenda-item-row.js';
import { AttendanceRow } from './rows/attendance-row.js';
import { CoordinatedActionRow } from './rows/coordinated-action-row.js';
import type { MeetingRow } from './rows/meeting-row.js';
import { SituationNoteRow } from './rows/situation-note-row.js';

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
  key: BoardKey,
  { audience, startedAt, finishedAt, ...fields }: AgendaItem,
): AgendaItemRow {
  return Object.assign(new AgendaItemRow(), key, {
    ...fields,
    stream: streamOf(audience),
    startedAt: date(startedAt),
    finishedAt: date(finishedAt),
  });
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

export function fromNote(key: BoardKey, note: SituationNote): SituationNoteRow {
  const { audience, timeWindow, handover, recordedAt, ...fields } = note;
  return Object.assign(new SituationNoteRow(), key, {
    ...fields,
    stream: streamOf(audience),
    weekdays: timeWindow.weekdays,
    fromTime: timeWindow.from,
    toTime: timeWindow.to,
    handedOverTo: handover?.to ?? null,
    handedOverAt: date(handover?.at ?? null),
    handoverHasFeedback: handover?.hasFeedback ?? null,
    recordedAt: new Date(recordedAt),
  });
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

export function fromAction(key: BoardKey, action: CoordinatedAction): CoordinatedActionRow {
  const { audience, time, outcome, proposedAt, carriedFrom, carriedTo, ...fields } = action;
  return Object.assign(new CoordinatedActionRow(), key, {
    ...fields,
    stream: streamOf(audience),
    timeKind: time.kind,
    fromTime: time.kind === 'tonight' ? time.from : null,
    toTime: time.kind === 'tonight' ? time.to : null,
    outcomeEffect: outcome?.effect ?? null,
    outcomeText: outcome?.text ?? null,
    proposedAt: new Date(proposedAt),
    carriedFromMeetingId: carriedFrom?.meetingId ?? null,
    carriedFromActionId: carriedFrom?.actionId ?? null,
    carriedFromStartsAt: date(carriedFrom?.startsAt ?? null),
    carriedToMeetingId: carriedTo?.meetingId ?? null,
    carriedToActionId: carriedTo?.actionId ?? null,
  });
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

export function fromLink(key: BoardKey, { audience, ...fields }: ActionLink): ActionLinkRow {
  return Object.assign(new ActionLinkRow(), key, { ...fields, stream: streamOf(audience) });
}

export function toAttendance(row: AttendanceRow): Attendance {
  return { agencyId: row.agencyId, state: row.state, revision: row.revision };
}

export function fromAttendance(key: BoardKey, attendance: Attendance): AttendanceRow {
  return Object.assign(new AttendanceRow(), key, attendance);
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
