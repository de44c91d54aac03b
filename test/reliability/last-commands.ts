// What a server that is told to stop owes to those who speak to it at that moment.
import { randomUUID } from 'node:crypto';
import { LiveClient } from '../support/live-client.js';
import type { World } from '../support/meeting-world.js';

/** Sent at once, which is some batches: one of them is under way when the server is told to stop. */
const COMMANDS = 150;

/** Sends many commands at once and ends the server after the first answer; gives what it left open. */
export async function sendUntilItEnds(
  origin: string,
  world: World,
  end: () => Promise<void>,
): Promise<string[]> {
  const client = await LiveClient.at(origin, await world.signIn('samordnaren'), world);
  const unanswered = new Set(Array.from({ length: COMMANDS }, () => randomUUID()));
  let ended: Promise<void> | undefined;
  await Promise.all(
    [...unanswered].map(async (commandId, index) => {
      const state = index % 2 === 0 ? 'present' : 'remote';
      const { polisen: agencyId } = world.agency;
      await client.send({ type: 'attendance.set', agencyId, state }, commandId).then(
        () => unanswered.delete(commandId),
        () => undefined,
      );
      ended ??= end();
    }),
  );
  await ended;
  client.close();
  return [...unanswered];
}
