// A server process under measurement, the product's or the baseline's.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export type System = 'product' | 'baseline';

const ENTRANCE: Record<System, { program: string; ready: string }> = {
  product: { program: '../../server/main.js', ready: '/readyz' },
  baseline: { program: '../baseline/server.js', ready: '/' },
};
const READY_WITHIN_MS = 30_000;
const ASKED_EVERY_MS = 4;

export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
    /** From the start of the process to its first 200. */
    readonly startMs: number,
  ) {}

  static async start(system: System, environment: Record<string, string>): Promise<ServerProcess> {
    const { program, ready } = ENTRANCE[system];
    const port = await freePort();
    const startedAt = performance.now();
    const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const origin = `http://127.0.0.1:${port}`;
    while (!(await answers(`${origin}${ready}`))) {
      if (child.exitCode !== null || performance.now() - startedAt > READY_WITHIN_MS)
        throw new Error(`The ${system} did not start.`);
      await pause(ASKED_EVERY_MS);
    }
    return new ServerProcess(child, origin, performance.now() - startedAt);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const exited = once(this.child, 'exit');
    if (this.child.kill(signal)) await exited;
  }
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    request(url, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .on('error', () => resolve(false))
      .end();
  });
}

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
