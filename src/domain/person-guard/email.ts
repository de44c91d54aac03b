import { spansOf } from './digit-groups.js';
import type { Span } from './legible-text.js';

// Every part is bounded, so that no text makes the search slow.
const address =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}(?:@| ?[([{] ?(?:@|at|snabel-?a) ?[)\]}] ?)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,5}\p{L}{2,24}/giu;

export function emailsIn(text: string): Span[] {
  return spansOf(text, address);
}
