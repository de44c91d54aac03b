import { compare, interleave, type Workload } from '../comparison.js';
import { disorderOf, measureWork } from '../ground/at-work.js';

/** All municipalities of the country meet on the same evening. */
const MEETINGS = 290;
const EDITS_PER_SECOND = MEETINGS / 2;

export const country: Workload = {
  ids: ['G5'],
  title: '290 meetings with 12 attendees each, an edit in each every other second',
  async run(ground) {
    const meetings = await ground.town({ partnerships: MEETINGS, people: 12, writers: 1 });
    const servers = {
      product: await ground.start('product'),
      baseline: await ground.start('baseline'),
    };
    const seconds = ground.quick ? 4 : 20;
    const rounds = await interleave(ground.quick ? 1 : 5, (system) =>
      measureWork(ground, [servers[system]], meetings, {
        kind: 'steady',
        perSecond: EDITS_PER_SECOND,
        seconds,
      }),
    );
    return {
      figures: [
        compare(
          { id: 'G5', what: 'submit → all, p50', unit: 'ms', goal: { atMost: 1.1 } },
          rounds,
          (one) => one.p50,
        ),
        compare(
          { id: 'G5', what: 'submit → all, p99', unit: 'ms', goal: { atMost: 1.3 } },
          rounds,
          (one) => one.p99,
        ),
        compare(
          { id: 'G5', what: 'CPU of server and database', unit: 's', goal: { atMost: 1.2 } },
          rounds,
          (one) => one.serverSeconds + one.databaseSeconds,
        ),
      ],
      disorder: disorderOf(rounds.product),
    };
  },
};
