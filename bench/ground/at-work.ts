// One measurement of a crowd at work: everybody comes, warms up, works, and goes.
import type { Disorder, MeetingPlan, Pace, Work } from '../load/messages.js';
import { sum } from '../statistics.js';
import type { Ground } from './ground.js';
import { secondsOf } from './processor-time.js';
import type { ServerProcess } from './server.js';

const WARM_UP_SECONDS = 1;

export interface AtWork extends Work {
  editsPerSecond: number;
  serverSeconds: number;
  databaseSeconds: number;
  /** Milliseconds of the servers' processor time for 1000 edits heard. */
  cpuPerDeliveries: number;
}

export async function measureWork(
  ground: Ground,
  servers: readonly ServerProcess[],
  meetings: readonly MeetingPlan[],
  pace: Exclude<Pace, { kind: 'counted' }>,
): Promise<AtWork> {
  const serverSeconds = () => sum(servers.map(({ pid }) => secondsOf(pid)));
  await ground.load.ask('gather', {
    origins: servers.map(({ origin }) => origin),
    meetings: [...meetings],
  });
  await ground.load.ask('work', { ...pace, seconds: WARM_UP_SECONDS });
  const before = { server: serverSeconds(), database: ground.databaseSeconds() };
  const work = await ground.load.ask('work', pace);
  const used = {
    serverSeconds: serverSeconds() - before.server,
    databaseSeconds: ground.databaseSeconds() - before.database,
  };
  await ground.load.ask('part', { writersStay: false });
  if (work.refused > 0) throw new Error(`${work.refused} edits were refused.`);
  return {
    ...work,
    ...used,
    editsPerSecond: work.edits / work.seconds,
    cpuPerDeliveries: (used.serverSeconds * 1e6) / work.deliveries,
  };
}

export function disorderOf(measured: readonly { disorder: Disorder }[]): Disorder[] {
  return measured.map(({ disorder }) => disorder);
}
