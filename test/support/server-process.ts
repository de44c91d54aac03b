import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { fromSetup } from './from-setup.js';

const builtMain = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** What each process that this test has launched has printed, also after its end. */
const outputs: (() => string)[] = [];

export interface ServerProcess {
  readonly origin: string;
  readonly pid: number;
  /** Everything the process has printed so far. */
  output(): string;
  /** Resolves when the process has ended, with its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks it to stop as an operator would, and waits for its end. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Runs the built server in a process of its own on a free port. Give DATABASE_URL, or DATA_DIR for
 * a database beside the program. Does not wait; see `startServer`.
 */
export async function launchServer(
  environment: Record<string, string>,
  main = builtMain,
): Promise<ServerProcess> {
  const port = environment.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      DATABASE_DURABILITY: 'unchecked',
      ...environment,
      PORT: port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  const pid = child.pid!;
  const note = path.join(fromSetup('TEST_RUN_FOLDER'), 'processes', String(pid));
  writeFileSync(note, '');

  let output = '';
  outputs.push(() => output);
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'close').then(() => {
    rmSync(note, { force: true });
    return child.exitCode;
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    pid,
    output: () => output,
    exited,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** What the servers of this test have logged as errors, with the lines of code each came by. */
export function errorsLogged(): string[] {
  const records = outputs.flatMap((output) => output().split(/^(?=\[Nest\])/m));
  return records.filter((record) => /^\[Nest\].* ERROR /.test(record));
}

/** As `launchServer`, and waits until it is ready to serve; rejects with its output otherwise. */
export async function startServer(
  environment: Record<string, string>,
  main = builtMain,
): Promise<ServerProcess> {
  const server = await launchServer(environment, main);
  const startedAt = Date.now();
  const life = { ended: false };
  void server.exited.then(() => (life.ended = true));
  while (!life.ended && Date.now() - startedAt < READY_WITHIN_MS) {
    const ready = await fetch(`${server.origin}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return server;
    await pause(25);
  }
  await server.kill();
  throw new Error(`The server did not become ready.\n${server.output()}`);
}
