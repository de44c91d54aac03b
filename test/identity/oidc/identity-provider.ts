// Starts the real identity provider beside the test, as a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromSetup } from '../../support/from-setup.js';
import { CLIENT } from './hostile-provider.js';

const program = fileURLToPath(new URL('./provider-program.js', import.meta.url));

interface Account {
  readonly email: string;
  readonly email_verified: boolean;
  readonly org: string;
}

interface Settings {
  readonly port: number;
  readonly redirectUri: string;
  /** By the name that is typed into its sign-in page. */
  readonly accounts: Record<string, Account>;
}

export interface IdentityProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

export async function startIdentityProvider(settings: Settings): Promise<IdentityProvider> {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      PROVIDER: JSON.stringify({
        ...settings,
        clientId: CLIENT.id,
        clientSecret: CLIENT.secret,
      }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  const note = path.join(fromSetup('TEST_RUN_FOLDER'), 'processes', String(child.pid));
  writeFileSync(note, '');
  const ended = once(child, 'close').then(() => rmSync(note, { force: true }));

  let output = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (data: Buffer) => {
      output += data.toString();
      if (output.includes('listening at')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('close', () => reject(new Error(`The provider did not start.\n${output}`)));
  });
  return {
    issuer: `http://127.0.0.1:${settings.port}`,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
