// In which order Jest begins with the test files: these first, so that no worker is left with a long one
// at the end. For the others it goes by how long they took, or by their size on a fresh clone.
import TestSequencer from '@jest/test-sequencer';

const LONGEST = [
  'reliability/crashes',
  'e2e/screens',
  'platform/server-process',
  'demo/load-demonstration',
  'secrecy/secrecy',
  'live/revocation',
  'identity/admin',
  'live/hostile',
  'domain/schedule/witnesses',
];

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((name) =>
        path.replaceAll('\\', '/').endsWith(`${name}.test.ts`),
      );
      return at === -1 ? LONGEST.length : at;
    };
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}
