// What `npm start` and `npm test` need before they can run: the right Node, the dependencies of the
// lock file, and builds of the present sources. Plain Node, for it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const inProject = (...parts) => path.join(root, ...parts);

const shared = ['package-lock.json', 'tsconfig.json'];
const builds = {
  server: {
    title: 'servern',
    inputs: ['src', 'migrations', 'tsconfig.build.json', 'scripts/bundle.mjs', ...shared],
    make: makeServer,
  },
  bench: {
    title: 'mätningen',
    inputs: ['bench', 'src', 'migrations', 'tsconfig.build.json', 'tsconfig.bench.json', ...shared],
    make: () => compile('tsconfig.bench.json', ['bench']),
  },
  web: {
    title: 'webbsidan',
    inputs: ['web', 'src/contract', 'src/domain', ...shared],
    make: makeWeb,
  },
};

/** Ends with a sentence when this Node is older than package.json asks for. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  console.error(
    `Utsättning behöver Node ${major}.${minor} eller nyare; här finns ${process.version}.`,
  );
  process.exit(1);
}

/** Installs the dependencies unless those of the lock file are there already. */
export function ensureDependencies() {
  if (hasDependencies()) return;
  step('Installerar paket (npm ci)', () => {
    const npm = process.env.npm_execpath;
    if (npm) run(process.execPath, [npm, 'ci']);
    else run('npm', ['ci'], { shell: process.platform === 'win32' });
  });
}

/**
 * npm notes in node_modules what it installed. Contents are compared, not dates: a fresh checkout
 * touches the lock file without changing it.
 */
function hasDependencies() {
  const packages = (file) => JSON.parse(readFileSync(inProject(file), 'utf8')).packages;
  if (!existsSync(inProject('node_modules/.package-lock.json'))) return false;
  const installed = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(([name, wanted]) => {
    const present = installed[name];
    if (!present) return name === '' || wanted.optional === true || wanted.devOptional === true;
    return present.version === wanted.version;
  });
}

/** Builds `server`, `web` or `bench` unless the last build was made from the same contents. */
export function ensureBuilt(name) {
  const { title, inputs, make } = builds[name];
  const stamp = inProject('dist', `${name}.stamp`);
  const fingerprint = fingerprintOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  rmSync(stamp, { force: true });
  step(`Bygger ${title}`, make);
  writeFileSync(stamp, fingerprint);
}

/**
 * Built beside its place, so that files whose source is gone do not stay; of what the compiler puts
 * out, these folders. It writes its output in spite of type errors; they still fail the build.
 */
function compile(project, folders) {
  const fresh = inProject('dist', `${project}-${process.pid}`);
  const compiler = inProject('node_modules/typescript-native/bin/tsc');
  mkdirSync(fresh, { recursive: true });
  try {
    run(process.execPath, [compiler, '-p', project, '--outDir', fresh]);
  } finally {
    for (const folder of folders.filter((name) => existsSync(path.join(fresh, name)))) {
      rmSync(inProject('dist', folder), { recursive: true, force: true });
      renameSync(path.join(fresh, folder), inProject('dist', folder));
    }
    rmSync(fresh, { recursive: true, force: true });
  }
}

function makeServer() {
  compile('tsconfig.build.json', ['src', 'migrations']);
  run(process.execPath, [inProject('scripts/bundle.mjs')]);
}

/** Jest sets NODE_ENV, and then the bundler would make the page's slower and larger debug form. */
function makeWeb() {
  const bundler = inProject('node_modules/vite/bin/vite.js');
  run(process.execPath, [bundler, 'build', 'web', '--logLevel', 'warn'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function fingerprintOf(inputs) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of inputs.flatMap((input) => filesIn(input)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(inProject(file)));
  }
  return hash.digest('hex');
}

function filesIn(input) {
  const entries = existsSync(inProject(input)) ? readdirOrFile(input) : [];
  return entries.filter((file) => !file.split(path.sep).includes('node_modules'));
}

function readdirOrFile(input) {
  try {
    return readdirSync(inProject(input), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [input];
    throw error;
  }
}

function step(title, work) {
  const startedAt = Date.now();
  console.log(`${title} …`);
  work();
  console.log(`${title}: klart på ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

/** Runs a command in the project's folder; throws when it fails. */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0)
    throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${status}.`);
}
