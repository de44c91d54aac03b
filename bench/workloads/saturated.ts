import { compare, interleave, type Workload } from '../comparison.js';
import { disorderOf, measureWork } from '../ground/at-work.js';

export const saturated: Workload = {
  ids: ['G1', 'G2', 'G3'],
  title: 'One meeting, 200 attendees, 32 edits in flight',
  async run(ground) {
    const meetings = await ground.town({ partnerships: 1, people: 200, writers: 32 });
    const servers = {
      product: await ground.start('product'),
      baseline: await ground.start('baseline'),
    };
    const seconds = ground.quick ? 2 : 8;
    const rounds = await interleave(ground.quick ? 3 : 7, (system) =>
      measureWork(ground, [servers[system]], meetings, { kind: 'saturated', seconds }),
    );
    return {
      figures: [
        compare(
          { id: 'G1', what: 'durable edits', unit: '/s', goal: { atLeast: 6 } },
          rounds,
          (one) => one.editsPerSecond,
        ),
        compare(
          { id: 'G2', what: 'CPU for 1000 deliveries', unit: 'ms', goal: { atMost: 0.2 } },
          rounds,
          (one) => one.cpuPerDeliveries,
        ),
        compare(
          { id: 'G3', what: 'submit → all, p99', unit: 'ms', goal: { atMost: 0.25 } },
          rounds,
          (one) => one.p99,
        ),
      ],
      disorder: disorderOf(rounds.product),
    };
  },
};
