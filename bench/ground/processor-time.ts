// Who used the processors, read from /proc: one process, a family of processes, the whole machine.
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** Seconds of processor time that a process has used so far. */
export function secondsOf(pid: number): number {
  return statOf(pid)?.seconds ?? 0;
}

/** As `secondsOf`, over a process and all that descend from it, those that have ended too. */
export function secondsOfFamily(...pids: number[]): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const family = new Set(pids);
  // A parent may stand behind its child in the list.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all
    .filter(({ pid }) => family.has(pid))
    .reduce((sum, one) => sum + one.seconds + one.secondsOfEnded, 0);
}

/** Seconds that all processors together have worked; interrupts belong to nobody and are left out. */
export function secondsOfMachine(): number {
  const [user, nice, system, , , , , steal] = readFileSync('/proc/stat', 'utf8')
    .slice('cpu '.length)
    .trim()
    .split(' ')
    .map(Number);
  return ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (steal ?? 0)) / TICKS_PER_SECOND;
}

/** Bytes of memory that a process holds. */
export function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
}

interface Stat {
  pid: number;
  parent: number;
  seconds: number;
  secondsOfEnded: number;
}

function statOf(pid: number): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name in parentheses may hold anything, so counting begins behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (from: number) =>
    (Number(fields[from]) + Number(fields[from + 1])) / TICKS_PER_SECOND;
  return { pid, parent: Number(fields[1]), seconds: seconds(11), secondsOfEnded: seconds(13) };
}
