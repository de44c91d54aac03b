// `npm test`: sets up what it needs, runs every test and ends with one line that counts them.
// Arguments go on to Jest, e.g. `npm test -- test/platform/config.test.ts`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, constants, getPriority, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { checkNode, ensureBuilt, ensureDependencies, root } from './project.mjs';

/**
 * The pure rules may not depend on where the server stands, so they run in three places; the timeless
 * ones, which the linter keeps from asking for the time of day, in one.
 */
const pureRuns = [
  { projects: ['timeless', 'pure'], zone: 'UTC' },
  { projects: ['pure'], zone: 'Europe/Stockholm' },
  { projects: ['pure'], zone: 'America/Los_Angeles' },
];

/** On two cores Jest would choose one. Tests of servers and browsers wait now and then; many would crowd. */
const CORES = availableParallelism();
const WORKERS = { pure: Math.min(CORES, 4), world: Math.min(CORES + 1, 4) };

checkNode();
try {
  ensureDependencies();
  ensureBuilt('server');
  ensureBuilt('web');
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const reports = mkdtempSync(path.join(tmpdir(), 'utsattning-reports-'));
const count = { passed: 0, failed: 0 };
const args = process.argv.slice(2);
try {
  await Promise.all([
    runPure(),
    runJest({ projects: ['world'], workers: WORKERS.world }).then(add),
  ]);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
if (count.passed + count.failed === 0) {
  console.error('No test was run.');
  count.failed = 1;
}
process.exitCode = count.failed === 0 ? 0 : 1;
console.log(`${count.passed} passed, ${count.failed} failed`);

/**
 * The pure tests only reckon: they take what those of servers and browsers leave while they wait, and
 * get out of their way.
 */
async function runPure() {
  for (const run of pureRuns) {
    const { said, ...result } = await runJest({ ...run, workers: WORKERS.pure, aside: true });
    process.stderr.write(`\nPure tests, TZ=${run.zone}\n${said}\n`);
    add(result);
  }
}

/** `aside` keeps what it says for later, when it can be read in one piece. */
async function runJest({ projects, zone, workers, aside = false }) {
  const report = path.join(reports, `${zone?.replace('/', '-') ?? 'here'}.json`);
  const jest = spawn(
    process.execPath,
    [
      // Workers run with it as well. Of what a test makes most is soon gone; in so much room it need not be moved.
      '--max-semi-space-size=64',
      path.join(root, 'node_modules/jest/bin/jest.js'),
      '--selectProjects',
      ...projects,
      '--passWithNoTests',
      `--maxWorkers=${workers}`,
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    {
      cwd: root,
      // The report also goes to stdout; what is meant for people goes to stderr.
      stdio: ['ignore', 'ignore', aside ? 'pipe' : 'inherit'],
      env: { ...process.env, ...(zone ? { TZ: zone } : {}) },
    },
  );
  if (aside)
    setPriority(jest.pid, Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  let said = '';
  jest.stderr?.setEncoding('utf8').on('data', (part) => (said += part));
  const [status] = await once(jest, 'close');
  return { status, report, said };
}

/** Counts a skipped test, a suite without tests and a run that broke off as failures. */
function add({ status, report }) {
  const result = readReport(report);
  const suitesThatRanNothing = result.testResults.filter(
    ({ assertionResults }) => assertionResults.length === 0,
  ).length;
  const skipped = result.numPendingTests + result.numTodoTests;
  if (skipped > 0) console.error(`${skipped} tests were skipped.`);
  const failed = result.numFailedTests + skipped + suitesThatRanNothing;
  count.passed += result.numPassedTests;
  // Jest may also fail for a reason that no test stands for, such as its set-up.
  count.failed += failed === 0 && status !== 0 ? 1 : failed;
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {
      testResults: [],
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    };
  }
}
