// `npm run prove -- faults`: that the proofs can fail. Each deliberate fault is made in a copy of the
// project, never in the checkout, and the proof of the promise that it breaks is run there as anyone runs
// it (ADR 21). That the proofs hold without a fault is what `npm test` says; here one does, for the copy.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faults, withEdit } from './faults/list.mjs';
import { root } from './project.mjs';

/** What a copy does without: what belongs to the checkout, and packages, which it shares. */
const LEFT_OUT = ['.git', '.data', '.cache', 'node_modules', 'coverage'];
const COUNTS = /: (\d+) tried, (\d+) failed/;
/** What Jest says of a file whose tests it could not come to. */
const NEVER_BEGAN = 'Test suite failed to run';
const MOST_SHOWN = 100;
/** Quick, and needs all that a copy must have: the build, the database, the server. */
const HOLDS_IN_A_COPY = 'R15';

/** Tries the faults named, or all; true when every one was caught. */
export function proveFaults(seed, names) {
  const chosen = faults.filter(({ name }) => names.length === 0 || names.includes(name));
  const unknown = names.filter((name) => !chosen.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new Error(`No such fault: ${unknown.join(', ')}.`);
  const copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'utsattning-faults-')));
  try {
    copyProject(copy);
    assertHolds(copy, seed);
    const missed = chosen.filter((fault) => !isCaught(copy, fault, seed));
    console.log(`faults: ${chosen.length} tried, ${missed.length} failed (seed ${seed})`);
    return missed.length === 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copyProject(copy) {
  cpSync(root, copy, {
    recursive: true,
    filter: (file) => !LEFT_OUT.includes(path.relative(root, file).split(path.sep)[0]),
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
}

function assertHolds(copy, seed) {
  const { failed, why } = prove(copy, HOLDS_IN_A_COPY, seed);
  if (failed !== 0) throw new Error(`${HOLDS_IN_A_COPY} fails without a fault: ${why}`);
}

function isCaught(copy, { name, proof, edits }, seed) {
  const before = new Map(
    edits.map(({ file }) => [file, readFileSync(path.join(copy, file), 'utf8')]),
  );
  const after = new Map(before);
  for (const edit of edits) after.set(edit.file, withEdit(after.get(edit.file), edit));
  write(copy, after);
  const { failed, why, seconds } = prove(copy, proof, seed);
  write(copy, before);
  const caught = failed > 0;
  show(caught ? 'caught' : 'NOT CAUGHT', proof, name, why, seconds);
  return caught;
}

function write(copy, texts) {
  for (const [file, text] of texts) writeFileSync(path.join(copy, file), text);
}

/** How many failed, and what the first one said; null when the proof could not be run at all. */
function prove(copy, proof, seed) {
  const startedAt = Date.now();
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(copy, 'scripts/prove.mjs'), proof, '--seed', String(seed)],
    { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const [, , failed] = COUNTS.exec(stdout) ?? [];
  const hasRun = failed !== undefined && !stderr.includes(NEVER_BEGAN);
  return {
    failed: hasRun ? Number(failed) : null,
    why: hasRun ? firstReason(stderr) : `could not be run: ${stdout}${stderr}`,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
  };
}

/** What Jest says below the name of the first test that failed, in one line. */
function firstReason(report) {
  const [, below = ''] = report.split(/^ +● (?!Console).*$/m);
  return below
    .trim()
    .split(/\n\s+at /)[0]
    .replaceAll(/\s+/g, ' ')
    .slice(0, MOST_SHOWN);
}

function show(outcome, proof, name, why, seconds) {
  const columns = [
    outcome.padEnd(10),
    proof.padEnd(4),
    name.padEnd(26),
    `${seconds} s`.padStart(5),
  ];
  console.log(`${columns.join('  ')}  ${why}`.trimEnd());
}
