import { compare, interleave, type Workload } from '../comparison.js';
import { disorderOf, measureWork } from '../ground/at-work.js';

export const writers: Workload = {
  ids: ['G6'],
  title: 'One meeting where all 12 attendees write at once',
  async run(ground) {
    const meetings = await ground.town({ partnerships: 1, people: 12, writers: 12 });
    const servers = {
      product: await ground.start('product'),
      baseline: await ground.start('baseline'),
    };
    const seconds = ground.quick ? 2 : 8;
    const rounds = await interleave(ground.quick ? 2 : 7, (system) =>
      measureWork(ground, [servers[system]], meetings, { kind: 'saturated', seconds }),
    );
    return {
      figures: [
        compare(
          { id: 'G6', what: 'acknowledged edits', unit: '/s', goal: { atLeast: 3 } },
          rounds,
          (one) => one.editsPerSecond,
        ),
      ],
      disorder: disorderOf(rounds.product),
    };
  },
};
