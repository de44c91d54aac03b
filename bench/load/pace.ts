// How edits are given: by every writer as fast as they are answered, or one after another by the clock.
import { setTimeout as pause } from 'node:timers/promises';
import type { Pace } from './messages.js';
import type { Writer } from './writer.js';

/** What became of the edits, and of those accepted how many were so within the time. */
export interface Given {
  inTime: number;
  refused: number;
  seconds: number;
}

export async function giveEdits(writers: readonly Writer[], pace: Pace): Promise<Given> {
  const startedAt = performance.now();
  const given: Given = { inTime: 0, refused: 0, seconds: 0 };
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const limit = pace.kind === 'counted' ? Infinity : pace.seconds;
  const editOnce = async (writer: Writer) => {
    const accepted = await writer.edit();
    if (!accepted) given.refused += 1;
    else if (elapsed() <= limit) given.inTime += 1;
  };
  if (pace.kind === 'steady') {
    await bySteadyClock(writers, pace, editOnce);
  } else {
    const edits = pace.kind === 'counted' ? pace.edits : Infinity;
    await Promise.all(
      writers.map(async (writer) => {
        for (let edit = 0; edit < edits && elapsed() < limit; edit++) await editOnce(writer);
      }),
    );
  }
  return { ...given, seconds: Math.min(elapsed(), limit) };
}

/** Waits for no answer: a slow server meets the same load as a quick one. */
async function bySteadyClock(
  writers: readonly Writer[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
  editOnce: (writer: Writer) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (let turn = 0; turn < perSecond * seconds; turn++) {
    const early = startedAt + (turn * 1000) / perSecond - performance.now();
    if (early > 0) await pause(early);
    const writer = writers[turn % writers.length];
    if (writer && !writer.busy) underWay.push(editOnce(writer));
  }
  await Promise.all(underWay);
}
