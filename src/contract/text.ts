// What free text may hold, decided once for every field that people write in. PostgreSQL refuses NUL
// and stores a lone surrogate as U+FFFD without a word, so both are refused before anything is
// acknowledged; bidirectional controls can make a text read as something other than what is stored.
import { z } from 'zod';

/** All of Unicode's but the tab and the ends of lines. */
const controlCharacters = /[^\P{Cc}\t\n\r]/u;
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

function textFault(text: string): string | null {
  if (!text.isWellFormed()) return 'contains a broken character (lone surrogate)';
  if (controlCharacters.test(text)) return 'contains a control character';
  if (bidiControls.test(text)) return 'contains a control character for writing direction';
  return null;
}

/** Trimmed text in Unicode NFC, `min` to `max` UTF-16 units long; line breaks are allowed. */
export function boundedText(min: number, max: number) {
  return z
    .string()
    .max(max * 2)
    .superRefine((text, context) => {
      const fault = textFault(text);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(min).max(max));
}

/** As `boundedText`, on one line. */
export function boundedLine(min: number, max: number) {
  return boundedText(min, max).refine(
    (text) => !/[\n\r\t\u2028\u2029]/.test(text),
    'must be a single line',
  );
}
