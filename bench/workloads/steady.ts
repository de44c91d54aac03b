import { compare, interleave, type Workload } from '../comparison.js';
import { disorderOf, measureWork } from '../ground/at-work.js';

export const steady: Workload = {
  ids: ['G4'],
  title: 'One meeting, 200 attendees, 20 edits a second',
  async run(ground) {
    const meetings = await ground.town({ partnerships: 1, people: 200, writers: 32 });
    const servers = {
      product: await ground.start('product'),
      baseline: await ground.start('baseline'),
    };
    const seconds = ground.quick ? 5 : 20;
    const rounds = await interleave(ground.quick ? 2 : 5, (system) =>
      measureWork(ground, [servers[system]], meetings, { kind: 'steady', perSecond: 20, seconds }),
    );
    return {
      figures: [
        compare(
          { id: 'G4', what: 'submit → all, p50', unit: 'ms', goal: { atMost: 1.1 } },
          rounds,
          (one) => one.p50,
        ),
        compare(
          { id: 'G4', what: 'submit → all, p99', unit: 'ms', goal: { atMost: 1.2 } },
          rounds,
          (one) => one.p99,
        ),
        compare(
          { id: 'G4', what: 'CPU of the server', unit: 's', goal: { atMost: 1 } },
          rounds,
          (one) => one.serverSeconds,
        ),
      ],
      disorder: disorderOf(rounds.product),
    };
  },
};
