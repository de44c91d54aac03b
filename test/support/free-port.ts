import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fromSetup } from './from-setup.js';

/** Below the ports that systems give to whoever connects, of which the tests of a crowd take many. */
const PORTS = [10_000, 30_000] as const;
/** By another test of the run, or by something else. */
const TAKEN: readonly (string | undefined)[] = ['EEXIST', 'EADDRINUSE'];

/**
 * A port on this machine that nobody listens on. It stays free for a server that comes back to it: no
 * connection that something makes meanwhile begins there, and nobody else of the run is given it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...PORTS);
    const server = createServer();
    try {
      writeFileSync(path.join(fromSetup('TEST_RUN_FOLDER'), 'ports', String(port)), '', {
        flag: 'wx',
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
      return port;
    } catch (error) {
      if (!TAKEN.includes((error as NodeJS.ErrnoException).code)) throw error;
    }
  }
}
