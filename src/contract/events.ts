// What happened, as the streams tell it. An event carries the entries as they are after it, so a
// board is the plain fold of its events and needs no knowledge of why something changed.
import { z } from 'zod';
import { StreamKey } from './audience.js';
import {
  ActionLink,
  AgendaItem,
  Attendance,
  CoordinatedAction,
  MeetingHeader,
  SituationNote,
} from './board.js';
import { Id, Instant, Revision } from './primitives.js';

const eventTypes = [
  'meeting.opened',
  'meeting.closed',
  'meeting.reopened',
  'meeting.cancelled',
  'meeting.replanned',
  'agenda.added',
  'agenda.edited',
  'agenda.moved',
  'agenda.started',
  'agenda.finished',
  'agenda.deferred',
  'agenda.resumed',
  'agenda.removed',
  'attendance.set',
  'note.added',
  'note.edited',
  'note.removed',
  'note.handed-over',
  'note.heard-back',
  'action.proposed',
  'action.edited',
  'action.removed',
  'action.agreed',
  'action.started',
  'action.finished',
  'action.cancelled',
  'action.linked',
  'action.unlinked',
  'action.carried-over',
] as const;
export type EventType = (typeof eventTypes)[number];

export const Change = z
  .discriminatedUnion('entry', [
    z.strictObject({ entry: z.literal('meeting'), put: MeetingHeader }),
    z.strictObject({ entry: z.literal('agenda'), put: AgendaItem }),
    z.strictObject({ entry: z.literal('note'), put: SituationNote }),
    z.strictObject({ entry: z.literal('action'), put: CoordinatedAction }),
    z.strictObject({ entry: z.literal('link'), put: ActionLink }),
    z.strictObject({ entry: z.literal('attendance'), put: Attendance }),
    z.strictObject({
      entry: z.literal('removed'),
      from: z.enum(['agenda', 'note', 'action', 'link']),
      id: Id,
    }),
  ])
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

export const StreamEvent = z
  .strictObject({
    stream: StreamKey,
    revision: Revision,
    type: z.enum(eventTypes),
    at: Instant,
    /** On whose behalf; null when the system did it by itself. */
    byAgencyId: Id.nullable(),
    changes: z.array(Change),
  })
  .meta({ id: 'StreamEvent' });
export type StreamEvent = z.infer<typeof StreamEvent>;

/** How far a reader has come in each stream that it may hear. */
export const Cursors = z.record(StreamKey, Revision).meta({ id: 'Cursors' });
export type Cursors = z.infer<typeof Cursors>;
