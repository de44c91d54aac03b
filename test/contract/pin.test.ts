import { it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CommandEnvelope, CommandOutcome, CommandRequest } from '../../src/contract/commands.js';
import {
  EditingFrame,
  EditingNotice,
  EventsFrame,
  JoinAnswer,
  JoinRequest,
  LeaveRequest,
  PresenceFrame,
  Snapshot,
} from '../../src/contract/live.js';
import { Problem } from '../../src/contract/problems.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';

/** Everything that crosses the socket, as it is taken in and as it is given out. */
const messages = {
  CommandEnvelope,
  CommandOutcome,
  CommandRequest,
  EditingFrame,
  EditingNotice,
  EventsFrame,
  JoinAnswer,
  JoinRequest,
  LeaveRequest,
  PresenceFrame,
  Problem,
  Snapshot,
};

/** The shapes without what is said about them: a better sentence changes no wire. */
function shapeOf(schema: z.ZodType): unknown {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return JSON.parse(
    JSON.stringify(described, (key, value: unknown) =>
      key === 'description' || key === 'example' ? undefined : value,
    ),
  );
}

const shapes = Object.entries(messages).map(([name, schema]) => [name, shapeOf(schema)]);
const digest = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);

it('V1 the shapes of all messages are those that were decided on', () => {
  const pinned = { version: 4, digest: '053224bd17aafd50' };
  const found = { version: PROTOCOL_VERSION, digest };
  if (JSON.stringify(found) === JSON.stringify(pinned)) return;
  throw new Error(
    `The shape of a message or the protocol version has changed: ${JSON.stringify(found)}.
Decide: would a page that was loaded before this change misread a new message, or send one that is now
refused? If so, raise PROTOCOL_VERSION in src/contract/protocol-version.ts and say there what changed.
Then write what was found into this test as the new pin.`,
  );
});
