import { describe, expect, it } from '@jest/globals';
import type { Audience } from '../../src/contract/audience.js';
import { shownToAll } from '../../web/src/wall/shown-to-all.js';

const police = { id: '0197a000-0000-7000-8000-0000000000a1', kind: 'authority' } as const;
const fire = { id: '0197a000-0000-7000-8000-0000000000a2', kind: 'authority' } as const;
const walkers = { id: '0197a000-0000-7000-8000-0000000000a3', kind: 'association' } as const;

const table: Audience = { kind: 'table' };
const authorities: Audience = { kind: 'authorities' };
const policeAlone: Audience = { kind: 'agencies', agencyIds: [police.id] };

describe('a wall', () => {
  it('shows what is for everyone, whoever is there', () => {
    for (const here of [[], [walkers], [police, walkers], null])
      expect(shownToAll(table, here)).toBe(true);
  });

  it('shows what is closed only while all who are there may see it', () => {
    expect(shownToAll(authorities, [police, fire])).toBe(true);
    expect(shownToAll(authorities, [police, fire, walkers])).toBe(false);
    expect(shownToAll(policeAlone, [police])).toBe(true);
    expect(shownToAll(policeAlone, [police, fire])).toBe(false);
  });

  it('shows nothing closed when nobody knows who is there', () => {
    for (const here of [null, []]) {
      expect(shownToAll(authorities, here)).toBe(false);
      expect(shownToAll(policeAlone, here)).toBe(false);
    }
  });
});
