import { compare, interleave, type Workload } from '../comparison.js';
import { disorderOf } from '../ground/at-work.js';
import { secondsOf } from '../ground/processor-time.js';
import type { System } from '../ground/server.js';

const MEETINGS = 290;
const ATTENDEES = 12;
/** Edits of each meeting that all but one of its attendees have not heard. */
const MISSED = 2;

export const restart: Workload = {
  ids: ['G7'],
  title: '3,480 sockets come back at once after a restart and catch up',
  async run(ground) {
    const size = { partnerships: MEETINGS, people: ATTENDEES, writers: 1 };
    const meetings = await ground.town(size);
    const measure = async (system: System) => {
      const before = await ground.start(system);
      await ground.load.ask('gather', { origins: [before.origin], meetings });
      await ground.load.ask('remember', {});
      await ground.load.ask('part', { writersStay: true });
      await ground.load.ask('work', { kind: 'counted', edits: MISSED });
      await ground.load.ask('part', { writersStay: false });
      await ground.stopServers();

      const after = await ground.start(system);
      const secondsAlone = secondsOf(after.pid);
      const { ms, disorder } = await ground.load.ask('return', { origins: [after.origin] });
      const seconds = secondsOf(after.pid) - secondsAlone;
      await ground.load.ask('part', { writersStay: false });
      await ground.stopServers();
      return { ms, seconds, disorder };
    };
    const rounds = await interleave(ground.quick ? 1 : 5, measure);
    return {
      figures: [
        compare(
          { id: 'G7', what: 'until the last is current', unit: 'ms', goal: { atMost: 1.2 } },
          rounds,
          (one) => one.ms,
        ),
        compare(
          { id: 'G7', what: 'CPU of the server', unit: 's', goal: { atMost: 1.4 } },
          rounds,
          (one) => one.seconds,
        ),
      ],
      disorder: disorderOf(rounds.product),
    };
  },
};
