import type { FreeText } from './screen.js';

/** The fields of the contract that people write in; everything else is chosen from lists or made by machines. */
const freeTextFields: ReadonlySet<string> = new Set(['text', 'what', 'title', 'reason', 'venue']);

/** Every free text in a command or a plan, with the path to it. */
export function freeTextsOf(value: object, path: readonly string[] = []): FreeText[] {
  const texts: FreeText[] = [];
  collect(value, path.map((key) => `${key}.`).join(''), texts);
  return texts;
}

function collect(value: object, before: string, texts: FreeText[]): void {
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    if (typeof part === 'string') {
      if (freeTextFields.has(key)) texts.push({ path: before + key, text: part });
    } else if (typeof part === 'object' && part !== null) collect(part, `${before}${key}.`, texts);
  }
}
