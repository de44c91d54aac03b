// `npm run prove -- R1 [--seed 7] [--long]`: one promise of the product, by the same tests that `npm test`
// runs, with more tries when it shall be long. Ends with how many were tried and how many failed; zero of
// n says that the true rate is most likely below 3/n.
// `npm run prove -- faults [NAME …]`: that those tests can fail; see prove-faults.mjs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, ensureBuilt, ensureDependencies, root } from './project.mjs';
import { promises } from './promises.mjs';
import { proveFaults } from './prove-faults.mjs';

const USAGE = 'npm run prove -- PROMISE [--seed NUMBER] [--long]';

const { id, names, seed, long } = readOptions();
const promise = promises[id];
if (!promise && id !== 'FAULTS') {
  const faults = toLine(['faults', { says: 'The proofs notice what would break these promises.' }]);
  console.log([USAGE, '', ...Object.entries(promises).map(toLine), faults].join('\n'));
  process.exit(id === undefined ? 0 : 2);
}

checkNode();
ensureDependencies();
ensureBuilt('server');
ensureBuilt('web');
if (!promise) process.exit(proveFaults(seed, names) ? 0 : 1);
console.log(`${toLine([id, promise])}\nseed ${seed}${long ? ', long' : ''}`);

const folder = mkdtempSync(path.join(tmpdir(), 'utsattning-prove-'));
try {
  const { passed, failed, tried } = prove(folder);
  // Where a proof does not count tries, each of its tests is one.
  console.log(`${id}: ${tried || passed + failed} tried, ${failed} failed (seed ${seed})`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function prove(reports) {
  const [report, outcome] = ['tries', 'jest.json'].map((name) => path.join(reports, name));
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/jest/bin/jest.js'),
      ...(promise.projects ?? ['world']).map((project) => `--selectProjects=${project}`),
      '--runInBand',
      // A test that has failed may leave something that would run for ever.
      '--forceExit',
      `--testPathPatterns=${promise.files}`,
      ...(promise.tests ? [`--testNamePattern=${promise.tests}`] : []),
      '--json',
      `--outputFile=${outcome}`,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PROVE_SEED: String(seed),
        PROVE_REPORT: report,
        ...(long ? { PROVE_LONG: id } : {}),
      },
    },
  );
  const { numPassedTests: passed, numFailedTests } = JSON.parse(readFileSync(outcome, 'utf8'));
  const counts = linesOf(report).map((line) => line.split(' '));
  const sumOf = (column) =>
    counts.reduce((sum, line) => sum + (line[0] === id ? Number(line[column]) : 0), 0);
  // Jest may also fail for a reason that no test stands for, such as its set-up.
  const failed = numFailedTests + sumOf(2) || (status === 0 ? 0 : 1);
  return { passed, tried: sumOf(1), failed };
}

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function toLine([name, { says }]) {
  return `${name.padEnd(8)} ${says}`;
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seed: { type: 'string' }, long: { type: 'boolean', default: false } },
    });
    const seed = Number(values.seed ?? Date.now() % 2 ** 31);
    const [first, ...names] = positionals;
    const id = first?.toUpperCase();
    if (!Number.isSafeInteger(seed) || (names.length > 0 && id !== 'FAULTS'))
      throw new Error(USAGE);
    return { id, names, seed, long: values.long };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
