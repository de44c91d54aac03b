import type { FreeText } from './screen.js';

/** The fields of the contract that people write in; everything else is chosen from lists or made by machines. */
const freeTextFields: ReadonlySet<string> = new Set(['text', 'what', 'title', 'reason', 'venue']);

/** Every free text in a command or a plan, with the path to it. */
export function freeTextsOf(value: unknown, path: readonly string[] = []): FreeText[] {
  if (typeof value === 'string')
    return freeTextFields.has(path.at(-1) ?? '') ? [{ path: path.join('.'), text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => freeTextsOf(part, [...path, key]));
}
