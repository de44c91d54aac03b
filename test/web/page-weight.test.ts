// What a telephone at the roadside must fetch before the board can be read.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';

const MOST_BYTES = 120_000;

const page = fileURLToPath(new URL('../../dist/web', import.meta.url));

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** The files of a chunk and of everything that it needs at once. */
function filesOf(
  manifest: Record<string, Chunk>,
  name: string,
  seen = new Set<string>(),
): string[] {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The build has no ${name}.`);
  if (seen.has(name)) return [];
  seen.add(name);
  return [
    chunk.file,
    ...(chunk.css ?? []),
    ...(chunk.imports ?? []).flatMap((other) => filesOf(manifest, other, seen)),
  ];
}

it('needs at most 120 kB gzip of scripts and styles, the board included', () => {
  const text = (file: string) => readFileSync(path.join(page, file), 'utf8');
  const manifest = JSON.parse(text('.vite/manifest.json')) as Record<string, Chunk>;
  const files = new Set([
    'first-paint.js',
    ...filesOf(manifest, 'index.html'),
    ...filesOf(manifest, 'src/board/BoardPage.svelte'),
  ]);
  const weights = [...files].map((file): [string, number] => [file, gzipSync(text(file)).length]);
  const total = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
  const table = weights.map(([file, bytes]) => `${String(bytes).padStart(8)}  ${file}`).join('\n');
  process.stderr.write(`${table}\n${String(total).padStart(8)}  bytes gzip, the board included\n`);
  expect(weights.length).toBeGreaterThan(3);
  expect(total).toBeLessThanOrEqual(MOST_BYTES);
});
