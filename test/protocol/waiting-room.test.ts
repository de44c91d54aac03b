import { expect, it } from '@jest/globals';
import { BatchQueue } from '../../src/platform/batch-queue.js';

it('L6 a meeting with too many waiting commands refuses the next, another meeting does not', async () => {
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const queue = new BatchQueue<number, number>(
    { batch: 2, waiting: 3, flushes: 2 },
    async (items) => {
      await finished;
      return items.map((value) => ({ ok: true, value }));
    },
  );
  const waiting = [1, 2, 3].map((item) => queue.submit('one meeting', item));
  await expect(queue.submit('one meeting', 4)).rejects.toMatchObject({ code: 'too-many-requests' });
  const elsewhere = queue.submit('another', 5);
  finish();
  expect(await Promise.all([...waiting, elsewhere])).toEqual([1, 2, 3, 5]);
});

it('L6 whoever invents a meeting for each command fills no more than all meetings together may', async () => {
  const queue = new BatchQueue<number, number>(
    { batch: 2, waiting: 3, waitingInAll: 4, flushes: 2 },
    (items) => Promise.resolve(items.map((value) => ({ ok: true, value }))),
  );
  const invented = [1, 2, 3, 4].map((item) => queue.submit(`meeting ${item}`, item));
  await expect(queue.submit('a real one', 5)).rejects.toMatchObject({ code: 'too-many-requests' });
  expect(await Promise.all(invented)).toEqual([1, 2, 3, 4]);
  expect(await queue.submit('a real one', 5)).toBe(5);
  expect(queue.waiting).toBe(0);
});

it('L6 one person leaves room for the others, wherever they send', async () => {
  const queue = new BatchQueue<string, string>(
    {
      batch: 1,
      waiting: 9,
      waitingOfOne: { most: 2, whose: (item) => item.charAt(0) },
      flushes: 1,
    },
    (items) => Promise.resolve(items.map((value) => ({ ok: true, value }))),
  );
  const sent = ['a1', 'a2'].map((item) => queue.submit(`meeting ${item}`, item));
  await expect(queue.submit('another', 'a3')).rejects.toMatchObject({ code: 'too-many-requests' });
  sent.push(queue.submit('another', 'b1'));
  expect(await Promise.all(sent)).toEqual(['a1', 'a2', 'b1']);
  expect(await queue.submit('another', 'a3')).toBe('a3');
});

it('what comes while a batch lingers is part of it, where it does', async () => {
  const batches: string[] = [];
  const queue = new BatchQueue<number, number>(
    {
      batch: 9,
      waiting: 9,
      flushes: 2,
      lingerMs: (key, crowded) => (key === 'shared' || crowded ? 200 : 0),
    },
    (items, key) => {
      batches.push(`${key} ${items.join(' ')}`);
      return Promise.resolve(items.map((value) => ({ ok: true, value })));
    },
  );
  const first = [queue.submit('shared', 1), queue.submit('own', 1)];
  await first[1];
  await Promise.all([...first, queue.submit('shared', 2), queue.submit('own', 2)]);
  expect(batches).toEqual(['own 1', 'own 2', 'shared 1 2']);

  const crowd = [queue.submit('own', 3)];
  await new Promise(setImmediate);
  await Promise.all([...crowd, queue.submit('own', 4)]);
  expect(batches.at(-1)).toBe('own 3 4');
});
