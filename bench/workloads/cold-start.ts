import { compare, interleave, type Workload } from '../comparison.js';

export const coldStart: Workload = {
  ids: ['G8'],
  title: 'Cold start of the built server, on a database that is there',
  async run(ground) {
    const rounds = await interleave(ground.quick ? 3 : 9, async (system) => {
      const { startMs } = await ground.start(system);
      await ground.stopServers();
      return startMs;
    });
    return {
      figures: [
        compare(
          { id: 'G8', what: 'until the first 200', unit: 'ms', goal: { atMost: 3.5 } },
          rounds,
          (startMs) => startMs,
        ),
      ],
    };
  },
};
