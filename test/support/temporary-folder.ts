import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { fromSetup } from './from-setup.js';

/** A new empty folder, deleted with everything else when the run ends. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(path.join(fromSetup('TEST_RUN_FOLDER'), `${name}-`));
}
