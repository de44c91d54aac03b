// `npm run bench`: the product against the baseline, workload by workload, and a verdict on each goal.
import { writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure, Workload } from './comparison.js';
import { Ground } from './ground/ground.js';
import { Neighbours } from './ground/neighbours.js';
import type { Disorder } from './load/messages.js';
import { toJson, toMarkdown, toTable, type Report } from './report.js';
import { sum } from './statistics.js';
import { coldStart } from './workloads/cold-start.js';
import { country } from './workloads/country.js';
import { followUp } from './workloads/follow-up.js';
import { longLog } from './workloads/long-log.js';
import { memory } from './workloads/memory.js';
import { restart } from './workloads/restart.js';
import { saturated } from './workloads/saturated.js';
import { steady } from './workloads/steady.js';
import { twoProcesses } from './workloads/two-processes.js';
import { writers } from './workloads/writers.js';

const USAGE = `npm run bench -- [--quick] [--only G1,G4] [--json FILE] [--write]
  --quick      fewer and shorter rounds: two minutes instead of twenty
  --only       these goals alone
  --json FILE  the figures for a program
  --write      the figures for docs/performance.md`;

const workloads: readonly Workload[] = [
  saturated,
  steady,
  country,
  writers,
  restart,
  coldStart,
  memory,
  twoProcesses,
  longLog,
  followUp,
];
/** Counted in all of those with a crowd. */
const ORDER = ['G11', 'Events out of order, heard twice or missed, in all of the above'] as const;

const options = readOptions();
const report = await measure(workloads.filter(isWanted));
console.log(toTable(report));
console.log(`\nNeighbours used ${report.neighbours.toFixed(2)} cores.`);
if (report.unfit) console.log('UNFIT: too much else ran on this machine meanwhile.');
if (options.json) writeFileSync(options.json, toJson(report));
if (options.write) {
  const titles = workloads.map(({ ids, title }) => [ids.join(', '), title] as const);
  writeFileSync('docs/performance.md', toMarkdown(report, [...titles, ORDER]));
}
process.exit(0);

async function measure(wanted: readonly Workload[]): Promise<Report> {
  const ground = await Ground.prepare(options);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void ground.leave().finally(() => process.exit(1)));
  const goals: Figure[] = [];
  const disorder: Disorder[] = [];
  try {
    const neighbours = new Neighbours(ground.postmaster);
    for (const workload of wanted) {
      console.log(`${workload.ids.join(', ')}: ${workload.title} …`);
      const findings = await workload.run(ground);
      await ground.stopServers();
      goals.push(...findings.figures);
      disorder.push(...(findings.disorder ?? []));
    }
    if (disorder.length > 0) goals.push(figureOf(disorder));
    const { cores, areLoud } = neighbours;
    return { unfit: areLoud, neighbours: cores, quick: options.quick, goals };
  } finally {
    await ground.leave();
  }
}

function figureOf(disorder: readonly Disorder[]): Figure {
  const count = sum(disorder.map((one) => one.outOfOrder + one.doubled + one.missed));
  const [id] = ORDER;
  return {
    id,
    what: 'out of order, twice or missed',
    unit: '',
    product: count,
    baseline: 0,
    ratio: count,
    min: count,
    max: count,
    atLeast: false,
    goal: 0,
    met: count === 0,
  };
}

function isWanted({ ids }: Workload): boolean {
  return options.only.length === 0 || ids.some((id) => options.only.includes(id));
}

function readOptions(): { quick: boolean; only: string[]; json: string; write: boolean } {
  if (platform() !== 'linux') {
    console.error('The bench reads processor time from /proc, which only Linux has.');
    process.exit(2);
  }
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        json: { type: 'string', default: '' },
        write: { type: 'boolean', default: false },
      },
    });
    return { ...values, only: values.only.split(',').filter((id) => id !== '') };
  } catch (error) {
    console.error((error as Error).message);
    console.error(USAGE);
    process.exit(2);
  }
}
