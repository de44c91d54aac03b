// What `.ci/run` does: `npm test` as anyone runs it, then each further check, all of them even when
// one fails. The last line counts the tests and the checks together.
import { spawn } from 'node:child_process';
import { checkNode, root } from './project.mjs';

/** Each a script of package.json. */
const checks = [
  ['format:check', 'the code is formatted'],
  ['lint', 'the linter has nothing to say'],
  ['typecheck', 'the types hold'],
  ['depcruise', 'imports point the way they may'],
  ['knip', 'nothing is dead'],
  ['generate:check', 'what is generated is fresh'],
  ['licences', 'every file and package has a licence that fits'],
];

const COUNTS = /^(\d+) passed, (\d+) failed$/gm;

checkNode();
const count = { passed: 0, failed: 0 };

heading('npm test');
const tests = await npm('test');
const [, passed, failed] = [...tests.output.matchAll(COUNTS)].at(-1) ?? [];
count.passed += Number(passed ?? 0);
count.failed += Number(failed ?? 0);
// A run that fails without a failed test, or counts nothing, has broken off.
if (passed === undefined || (tests.status !== 0 && failed === '0')) count.failed += 1;

for (const [script, promise] of checks) {
  heading(`npm run ${script}`);
  const { status } = await npm('run', '--silent', script);
  if (status === 0) count.passed += 1;
  else count.failed += 1;
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${promise}`);
}

process.exitCode = count.failed === 0 ? 0 : 1;
console.log(`\n${count.passed} passed, ${count.failed} failed`);

function heading(title) {
  console.log(`\n== ${title}`);
}

/** Runs npm and shows what it says while it says it. */
function npm(...args) {
  const child = spawn('npm', args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
    process.stdout.write(data);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
