import { compare, interleave, type Workload } from '../comparison.js';
import { disorderOf, measureWork } from '../ground/at-work.js';

export const twoProcesses: Workload = {
  ids: ['G10'],
  title: 'One meeting, 200 attendees, 32 edits in flight, over two processes',
  async run(ground) {
    const meetings = await ground.town({ partnerships: 1, people: 200, writers: 32 });
    const adapter = { ADAPTER: 'postgres' };
    const servers = {
      product: [await ground.start('product'), await ground.start('product')],
      baseline: [await ground.start('baseline', adapter), await ground.start('baseline', adapter)],
    };
    const seconds = ground.quick ? 2 : 8;
    const rounds = await interleave(ground.quick ? 2 : 5, (system) =>
      measureWork(ground, servers[system], meetings, { kind: 'saturated', seconds }),
    );
    return {
      figures: [
        compare(
          {
            id: 'G10',
            what: 'durable edits, against Socket.IO’s adapter for PostgreSQL',
            unit: '/s',
            goal: { atLeast: 4 },
          },
          rounds,
          (one) => one.editsPerSecond,
        ),
      ],
      disorder: disorderOf(rounds.product),
    };
  },
};
