// The list of deliberate faults may not rot: each still fits the product, once, and names a proof that
// there is. Whether the proofs catch them says `npm run prove -- faults`.
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface Edit {
  file: string;
  from: string;
  to: string;
}

const project = new URL('../../', import.meta.url);
const load = (module: string): Promise<unknown> => import(new URL(module, project).href);
const { faults, withEdit } = (await load('scripts/faults/list.mjs')) as {
  faults: { name: string; says: string; proof: string; edits: Edit[] }[];
  withEdit: (text: string, edit: Edit) => string;
};
const { promises } = (await load('scripts/promises.mjs')) as { promises: Record<string, object> };

it.each(faults)('$name: the fault can be made, and a proof has to catch it', ({ proof, edits }) => {
  expect(Object.keys(promises)).toContain(proof);
  const texts = new Map<string, string>();
  for (const edit of edits) {
    const before = texts.get(edit.file) ?? readFileSync(new URL(edit.file, project), 'utf8');
    const after = withEdit(before, edit);
    expect(after).not.toBe(before);
    texts.set(edit.file, after);
  }
});

it('no two faults have one name', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
