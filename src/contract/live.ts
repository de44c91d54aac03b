// Both directions of the socket in one place.
import { z } from 'zod';
import { StreamKey } from './audience.js';
import { Entries } from './board.js';
import type { CommandEnvelope, CommandOutcome } from './commands.js';
import { Cursors, StreamEvent } from './events.js';
import { Id, Revision } from './primitives.js';
import type { Problem } from './problems.js';

/** Names one life of the database; after a restored backup it is another, and clients start over. */
const Epoch = Id;

export const Snapshot = z
  .strictObject({
    epoch: Epoch,
    partnershipId: Id,
    meetingId: Id,
    /** One for each compartment the reader may hear and that is in use. */
    compartments: z.array(
      z.strictObject({ stream: StreamKey, revision: Revision, entries: Entries }),
    ),
  })
  .meta({ id: 'Snapshot' });
export type Snapshot = z.infer<typeof Snapshot>;

export const JoinRequest = z
  .strictObject({
    protocol: z.int(),
    partnershipId: Id,
    meetingId: Id,
    /** What the client already holds; null when it holds nothing. */
    known: z.strictObject({ epoch: Epoch, cursors: Cursors }).nullable(),
  })
  .meta({ id: 'JoinRequest' });
export type JoinRequest = z.infer<typeof JoinRequest>;

export const JoinAnswer = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('snapshot'), snapshot: Snapshot }),
    z.strictObject({ kind: z.literal('catch-up'), events: z.array(StreamEvent) }),
  ])
  .meta({ id: 'JoinAnswer' });
export type JoinAnswer = z.infer<typeof JoinAnswer>;

/** One frame: the events of one stream that were committed together. */
export const EventsFrame = z
  .strictObject({ meetingId: Id, events: z.array(StreamEvent) })
  .meta({ id: 'EventsFrame' });
export type EventsFrame = z.infer<typeof EventsFrame>;

/** Who has the board open. Not in the log; may be lost and comes again. */
export const PresenceFrame = z
  .strictObject({
    meetingId: Id,
    present: z.array(
      z.strictObject({
        agencyId: Id,
        people: z.int(),
        /** Whether all of them came by a way that opens what is closed to others than their agency. */
        opensClosed: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PresenceFrame' });
export type PresenceFrame = z.infer<typeof PresenceFrame>;

/** Which entries of a stream someone is writing in just now. */
export const EditingFrame = z
  .strictObject({
    meetingId: Id,
    stream: z.string(),
    editing: z.array(z.strictObject({ entryId: Id, agencyId: Id })),
  })
  .meta({ id: 'EditingFrame' });
export type EditingFrame = z.infer<typeof EditingFrame>;

export const EditingNotice = z
  .strictObject({ meetingId: Id, entryId: Id.nullable() })
  .meta({ id: 'EditingNotice' });
export type EditingNotice = z.infer<typeof EditingNotice>;

export const LeaveRequest = z.strictObject({ meetingId: Id }).meta({ id: 'LeaveRequest' });
export type LeaveRequest = z.infer<typeof LeaveRequest>;

/** Every answer of the server to a message has one of these two shapes. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };
type Ack<Value> = (answer: Answer<Value>) => void;

export interface ClientToServer {
  join: (request: JoinRequest, ack: Ack<JoinAnswer>) => void;
  leave: (request: LeaveRequest, ack: Ack<null>) => void;
  command: (envelope: CommandEnvelope, ack: Ack<CommandOutcome>) => void;
  editing: (notice: EditingNotice, ack: Ack<null>) => void;
}

export interface ServerToClient {
  events: (frame: EventsFrame) => void;
  presence: (frame: PresenceFrame) => void;
  editing: (frame: EditingFrame) => void;
  /** The client can no longer trust what it holds (rights changed, or it fell too far behind): join again. */
  rejoin: (frame: { meetingId: Id }) => void;
}
