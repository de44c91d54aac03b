import type { FreeText } from './screen.js';

/** The fields of the contract that people write in; everything else is chosen from lists or made by machines. */
const freeTextFields: ReadonlySet<string> = new Set(['text', 'what', 'title', 'reason', 'venue']);

/** Every free text in a command or a plan, with the path to it. */
export function freeTextsOf(value: object, path: readonly string[] = []): FreeText[] {
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (typeof part === 'string')
      return freeTextFields.has(key) ? { path: [...path, key].join('.'), text: part } : [];
    return typeof part === 'object' && part !== null ? freeTextsOf(part, [...path, key]) : [];
  });
}
