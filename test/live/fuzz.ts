// Messages of ours with something wrong in them, from many sockets and by HTTP at once.
import { randomUUID } from 'node:crypto';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { actionPropose, noteAdd, version } from '../support/commands.js';
import { LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';
import { chanceOf, type Chance } from '../support/seeded.js';
import { byHttp, bySocket, type Verdict } from './doors.js';
import { mutated } from './mutated.js';

const SOCKETS = 10;

/** Where the messages go: a meeting of the world, with a note on its board. */
export interface Target {
  readonly origin: string;
  readonly cookie: string;
  readonly world: World;
  readonly noteId: string;
}

/** Gives how often each answer came. */
export async function fuzz(
  target: Target,
  messages: number,
  chance: Chance,
): Promise<Map<Verdict, number>> {
  const verdicts = new Map<Verdict, number>();
  const { origin, cookie, world } = target;
  await Promise.all(
    Array.from({ length: SOCKETS }, async () => {
      // Its own, so that what it sends does not hang on which of them is answered first.
      const own = chanceOf(chance.below(2 ** 31));
      const client = await LiveClient.at(origin, cookie, world);
      for (let count = 0; count < messages / SOCKETS; count += 1) {
        const verdict = await sendOne(target, client, own);
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
      client.close();
    }),
  );
  return verdicts;
}

function sendOne(
  { origin, cookie, world, noteId }: Target,
  client: LiveClient,
  chance: Chance,
): Promise<Verdict> {
  const { partnershipId, meetingId } = world;
  const place = { partnershipId, meetingId };
  const { agencyId: _, audience: __, ...fields } = noteAdd(world, '');
  const message = {
    commandId: randomUUID(),
    command: chance.pick([
      noteAdd(world, world.agency.polisen),
      { ...fields, type: 'note.edit', noteId, basedOn: version(1) },
      actionPropose(world, world.agency.polisen),
    ]),
  };
  if (chance() < 0.3)
    return byHttp(origin, cookie, world, JSON.stringify(mutated(message, chance)));
  const known = { epoch: randomUUID(), cursors: { table: 1 } };
  const [event, sent] = chance.pick<[string, unknown]>([
    ['command', { ...message, ...place }],
    ['command', { ...message, ...place }],
    ['join', { protocol: PROTOCOL_VERSION, ...place, known }],
    ['editing', { meetingId, entryId: noteId }],
  ]);
  return bySocket(client, event, mutated(sent, chance));
}
