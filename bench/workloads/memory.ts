import { setTimeout as pause } from 'node:timers/promises';
import { compare, interleave, type Workload } from '../comparison.js';
import { residentBytes } from '../ground/processor-time.js';

const MEETINGS = 290;
const ATTENDEES = 12;
/** Long enough for what the joining left behind to be cleared away. */
const SETTLES_WITHIN_MS = 3_000;

export const memory: Workload = {
  ids: ['G9'],
  title: 'Memory that 3,480 sockets hold',
  async run(ground) {
    const meetings = await ground.town({ partnerships: MEETINGS, people: ATTENDEES, writers: 0 });
    const rounds = await interleave(ground.quick ? 1 : 5, async (system) => {
      const server = await ground.start(system);
      const alone = residentBytes(server.pid);
      await ground.load.ask('gather', { origins: [server.origin], meetings });
      await pause(SETTLES_WITHIN_MS);
      const together = residentBytes(server.pid);
      await ground.load.ask('part', { writersStay: false });
      await ground.stopServers();
      return (together - alone) / (MEETINGS * ATTENDEES);
    });
    return {
      figures: [
        compare(
          { id: 'G9', what: 'memory for a connection', unit: 'kB', goal: { atMost: 1.3 } },
          rounds,
          (bytes) => bytes / 1024,
        ),
      ],
    };
  },
};
