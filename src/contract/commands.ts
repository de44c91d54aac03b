// Everything one may ask of a meeting. A command says what someone wants, in the imperative; who
// asks comes from the session, never from here.
import { z } from 'zod';
import { Audience, StreamKey } from './audience.js';
import { ActionOutcome, ActionTime, TimeWindow } from './board.js';
import { Id, Revision } from './primitives.js';
import { boundedLine, boundedText } from './text.js';
import {
  attendanceStates,
  confidences,
  handoverReceivers,
  levels,
  sourceKinds,
  themes,
  trends,
} from './vocabulary.js';

const reason = boundedText(1, 500);
const minutes = z.int().min(1).max(240);

/**
 * Where an entry was last changed; revision 0 is as the meeting was planned. The stream belongs to it:
 * revisions count in each by themselves, so an entry that moves may stand at the same number again.
 */
export const Version = z
  .strictObject({ stream: StreamKey, revision: Revision })
  .meta({ id: 'Version' });
export type Version = z.infer<typeof Version>;

/** Edits carry the version of the entry they were based on; a newer one answers `stale`. */
const basedOn = Version;

const noteFields = {
  theme: z.enum(themes),
  placeId: Id,
  timeWindow: TimeWindow,
  level: z.enum(levels),
  trend: z.enum(trends),
  sourceKind: z.enum(sourceKinds),
  confidence: z.enum(confidences),
  text: boundedText(1, 2000),
};

const actionFields = {
  what: boundedLine(1, 200),
  theme: z.enum(themes),
  placeId: Id,
  time: ActionTime,
  leadingAgencyId: Id,
  supportingAgencyIds: z
    .array(Id)
    .max(20)
    .transform((ids) => [...new Set(ids)].sort()),
};

const outcome = ActionOutcome.extend({ text: boundedText(1, 1000) });

export const Command = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('meeting.open') }),
    z.strictObject({ type: z.literal('meeting.close') }),
    z.strictObject({ type: z.literal('meeting.reopen'), reason }),
    z.strictObject({ type: z.literal('meeting.cancel'), reason }),

    z.strictObject({
      type: z.literal('agenda.add'),
      audience: Audience,
      title: boundedLine(1, 200),
      minutes,
      /** The item it shall stand after; null puts it first. */
      afterItemId: Id.nullable(),
    }),
    z.strictObject({
      type: z.literal('agenda.edit'),
      itemId: Id,
      basedOn,
      title: boundedLine(1, 200),
      minutes,
    }),
    z.strictObject({
      type: z.literal('agenda.readdress'),
      itemId: Id,
      basedOn,
      audience: Audience,
    }),
    z.strictObject({ type: z.literal('agenda.move'), itemId: Id, afterItemId: Id.nullable() }),
    z.strictObject({ type: z.literal('agenda.start'), itemId: Id }),
    z.strictObject({ type: z.literal('agenda.finish'), itemId: Id }),
    z.strictObject({ type: z.literal('agenda.defer'), itemId: Id }),
    z.strictObject({ type: z.literal('agenda.resume'), itemId: Id }),
    z.strictObject({ type: z.literal('agenda.remove'), itemId: Id }),

    z.strictObject({
      type: z.literal('attendance.set'),
      agencyId: Id,
      state: z.enum(attendanceStates),
    }),

    z.strictObject({
      type: z.literal('note.add'),
      /** The reporting agency; only a coordinator may write for another than their own. */
      agencyId: Id,
      audience: Audience,
      ...noteFields,
    }),
    z.strictObject({ type: z.literal('note.edit'), noteId: Id, basedOn, ...noteFields }),
    z.strictObject({ type: z.literal('note.readdress'), noteId: Id, basedOn, audience: Audience }),
    z.strictObject({ type: z.literal('note.remove'), noteId: Id, basedOn }),
    z.strictObject({
      type: z.literal('note.hand-over'),
      noteId: Id,
      /** Null when it was not handed over after all. */
      to: z.enum(handoverReceivers).nullable(),
    }),
    z.strictObject({ type: z.literal('note.hear-back'), noteId: Id, hasFeedback: z.boolean() }),

    z.strictObject({
      type: z.literal('action.propose'),
      audience: Audience,
      /** The note it is born from, or null for a freestanding action. */
      noteId: Id.nullable(),
      ...actionFields,
    }),
    z.strictObject({ type: z.literal('action.edit'), actionId: Id, basedOn, ...actionFields }),
    z.strictObject({
      type: z.literal('action.readdress'),
      actionId: Id,
      basedOn,
      audience: Audience,
    }),
    z.strictObject({ type: z.literal('action.agree'), actionId: Id }),
    z.strictObject({ type: z.literal('action.start'), actionId: Id }),
    z.strictObject({ type: z.literal('action.finish'), actionId: Id, outcome }),
    z.strictObject({ type: z.literal('action.cancel'), actionId: Id, reason }),
    z.strictObject({ type: z.literal('action.link'), actionId: Id, noteId: Id }),
    z.strictObject({ type: z.literal('action.unlink'), actionId: Id, noteId: Id }),
  ])
  .meta({ id: 'Command' });
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];

/** The command of one type, e.g. `CommandOf<'note.add'>`. */
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;

/** A command to the meeting that the address names. */
export const CommandRequest = z
  .strictObject({ commandId: Id, command: Command })
  .meta({ id: 'CommandRequest' });
export type CommandRequest = z.infer<typeof CommandRequest>;

/** What travels on the socket: the client names the command once, so that sending it again does nothing more. */
export const CommandEnvelope = z
  .strictObject({ partnershipId: Id, meetingId: Id, ...CommandRequest.shape })
  .meta({ id: 'CommandEnvelope' });
export type CommandEnvelope = z.infer<typeof CommandEnvelope>;

/** The answer to a command that was carried out, the same however often it is sent. */
export const CommandOutcome = z
  .strictObject({
    commandId: Id,
    /** The entry that the command made or changed, if it was one. */
    entryId: Id.nullable(),
  })
  .meta({ id: 'CommandOutcome' });
export type CommandOutcome = z.infer<typeof CommandOutcome>;
