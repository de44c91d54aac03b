import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromSetup } from './from-setup.js';

/** A new empty folder, deleted with everything else when the run ends. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(path.join(fromSetup('TEST_RUN_FOLDER'), `${name}-`));
}

/** As `temporaryFolder`, but on the disk, where writing something safely takes its time. */
export function temporaryFolderOnDisk(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `utsattning-${name}-`));
  writeFileSync(path.join(fromSetup('TEST_RUN_FOLDER'), 'on-disk', path.basename(folder)), folder);
  return folder;
}
