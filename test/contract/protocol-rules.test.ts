import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ids = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((one) => one[1] ?? '');

const stated = ids(readFileSync(path.join(root, 'docs/protocol.md'), 'utf8'), /^- \*\*(\w+)\*\*/gm);
/** The letters of the document's groups; other letters in titles are other people's promises. */
const groups = [...new Set(stated.map((id) => id[0]))].join('');

const titles = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(path.join(root, 'test', file), 'utf8'))
  .flatMap((source) => ids(source, new RegExp(`['"\`]((?:[${groups}][0-9]+ )+)(?=\\S)`, 'g')));
const cited = new Set(titles.flatMap((title) => title.trim().split(' ')));

describe('the rules of the protocol', () => {
  it('have each an id of its own', () => {
    expect(stated.length).toBeGreaterThan(40);
    expect(stated).toEqual([...new Set(stated)]);
  });

  it('are all proved by a test that names them', () => {
    expect(stated.filter((id) => !cited.has(id))).toEqual([]);
  });

  it('are the only ones that tests name', () => {
    expect([...cited].filter((id) => !stated.includes(id))).toEqual([]);
  });
});
