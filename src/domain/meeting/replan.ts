// What becomes of a planned meeting when its series is changed. The series itself does this, on
// nobody's behalf, so there is no command for it.
import { generateNKeysBetween } from 'fractional-indexing';
import type { AgendaItem, MeetingHeader } from '../../contract/board.js';
import type { Change } from '../../contract/events.js';
import { dueOn } from './actions.js';
import { agendaInOrder, UNTOUCHED } from './agenda.js';
import { TABLE } from './audience.js';
import { draft, UNRECORDED, type EventDraft, type MeetingBoard } from './decision.js';

/** What a series says of one of its meetings. */
export type MeetingPlan = Pick<
  MeetingHeader,
  'title' | 'venue' | 'startsAt' | 'endsAt' | 'timeZone'
>;

export interface AgendaPlanItem {
  title: string;
  minutes: number;
}

const table = { kind: TABLE } as const;

/**
 * The meeting as its series has it now, planned again if the series had withdrawn it. The agenda
 * becomes the given one, as far as everyone hears it; null leaves it to those who have made it theirs.
 */
export function replanMeeting(
  board: MeetingBoard,
  plan: MeetingPlan,
  agenda: readonly AgendaPlanItem[] | null,
  newId: () => string,
): EventDraft[] {
  const put: MeetingHeader = { ...board.meeting, ...plan, status: 'planned', statusReason: null };
  const changes: Change[] = [{ entry: 'meeting', put }];
  if (agenda) changes.push(...replaceAgenda(board, agenda, newId));
  return [draft(board, table, 'meeting.replanned', ...changes), ...moveEvenings(board, put)];
}

/** What is meant for the evening of the meeting goes where the meeting goes, each in its own stream. */
function moveEvenings(board: MeetingBoard, meeting: MeetingHeader): EventDraft[] {
  return [...board.actions.values()]
    .map((action) => ({
      before: action.dueOn,
      put: { ...action, dueOn: dueOn(action.time, meeting) },
    }))
    .filter(({ before, put }) => put.dueOn !== before)
    .map(({ put }) => draft(board, put.audience, 'action.edited', { entry: 'action', put }));
}

/**
 * The series has no meeting here any more, or it is cancelled by decision.
 * People give a reason when they cancel; without one, whoever shows it knows that it was the series.
 */
export function withdrawMeeting(board: MeetingBoard, reason: string | null): EventDraft {
  const put: MeetingHeader = { ...board.meeting, status: 'cancelled', statusReason: reason };
  return draft(board, table, 'meeting.cancelled', { entry: 'meeting', put });
}

function replaceAgenda(
  board: MeetingBoard,
  agenda: readonly AgendaPlanItem[],
  newId: () => string,
): Change[] {
  const before = agendaInOrder(board).filter(({ audience }) => audience.kind === TABLE);
  const isSame = (item: AgendaPlanItem | undefined, index: number) =>
    item?.title === agenda[index]?.title && item?.minutes === agenda[index]?.minutes;
  if (before.length === agenda.length && before.every(isSame)) return [];
  return [
    ...before.map(({ id }): Change => ({ entry: 'removed', from: 'agenda', id })),
    ...newAgenda(agenda, newId).map((put): Change => ({ entry: 'agenda', put })),
  ];
}

/** The items of an agenda that nobody has begun or worked on. */
export function newAgenda(agenda: readonly AgendaPlanItem[], newId: () => string): AgendaItem[] {
  const keys = generateNKeysBetween(null, null, agenda.length);
  return agenda.map(({ title, minutes }, index) => ({
    id: newId(),
    audience: table,
    orderKey: keys[index] ?? '',
    title,
    minutes,
    ...UNTOUCHED,
    revision: UNRECORDED,
  }));
}
