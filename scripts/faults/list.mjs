// Deliberate faults of the product, each with the promise whose proof has to notice it. A fault is a change
// of a few words that still compiles: `from` stands exactly once in the file, and `to` takes its place.
import { inertnessFaults } from './inertness.mjs';
import { reliabilityFaults } from './reliability.mjs';
import { retentionFaults } from './retention.mjs';
import { secrecyFaults } from './secrecy.mjs';

export const faults = [
  ...reliabilityFaults,
  ...secrecyFaults,
  ...inertnessFaults,
  ...retentionFaults,
];

/** The text of a file with the edit made; throws where the fault no longer fits. */
export function withEdit(text, { file, from, to }) {
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`${file}: stands ${found} times, not once: ${from}`);
  return text.replace(from, () => to);
}
