// Everything a test run makes outside the project lies in one folder, or is named there when it must
// lie on a disk; every process that outlives its test is listed there, so that one clean-up is enough
// however the run ends.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 * 1024 ** 3;

/** Makes the run's folder, in memory when there is room: databases are made in a tenth of the time. */
export function makeRunFolder() {
  const folder = mkdtempSync(path.join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'utsattning-test-'));
  for (const list of ['processes', 'on-disk', 'ports']) mkdirSync(path.join(folder, list));
  return folder;
}

function hasRoom(folder) {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM_BYTES;
}

/** Ends what still runs and deletes the folder; synchronous, so that it works in an exit handler. */
export function removeRunFolder(folder) {
  if (!existsSync(folder)) return;
  const processes = path.join(folder, 'processes');
  for (const pid of readdirSync(processes)) kill(Number(pid), 'SIGKILL');
  const noted = path.join(folder, 'on-disk');
  const onDisk = readdirSync(noted).map((name) => readFileSync(path.join(noted, name), 'utf8'));
  for (const place of [...onDisk.filter((one) => existsSync(one)), folder]) {
    for (const file of filesNamed('postmaster.pid', place))
      kill(Number.parseInt(readFileSync(file, 'utf8'), 10), 'SIGQUIT');
    rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

function filesNamed(name, folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => path.basename(file) === name)
    .map((file) => path.join(folder, file));
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
