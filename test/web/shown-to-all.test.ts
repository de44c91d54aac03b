import { describe, expect, it } from '@jest/globals';
import type { Audience } from '../../src/contract/audience.js';
import { shownToAll } from '../../web/src/wall/shown-to-all.js';

const police = { id: '0197a000-0000-7000-8000-0000000000a1', kind: 'authority' } as const;
const fire = { id: '0197a000-0000-7000-8000-0000000000a2', kind: 'authority' } as const;
const walkers = { id: '0197a000-0000-7000-8000-0000000000a3', kind: 'association' } as const;

const table: Audience = { kind: 'table' };
const authorities: Audience = { kind: 'authorities' };
const policeAlone: Audience = { kind: 'agencies', agencyIds: [police.id] };

const at = (...agencies: { id: string }[]) =>
  agencies.map(({ id }) => ({ agencyId: id, people: 1, opensClosed: true }));

describe('a wall', () => {
  it('shows what is for everyone, whoever is there', () => {
    for (const here of [[], [walkers], [police, walkers]])
      for (const present of [at(...here), null])
        expect(shownToAll(table, here, present)).toBe(true);
  });

  it('shows what is closed only while all who are there may see it', () => {
    expect(shownToAll(authorities, [police, fire], at(police, fire))).toBe(true);
    expect(shownToAll(policeAlone, [police], at(police))).toBe(true);
    expect(shownToAll(policeAlone, [police, fire], at(police, fire))).toBe(false);
    // In the room, but not at the board.
    expect(shownToAll(authorities, [police, fire, walkers], at(police, fire))).toBe(false);
  });

  it('shows nothing closed to a guest or somebody by a link, of whichever agency', () => {
    const [first] = at(police);
    const guests = [{ agencyId: fire.id, people: 2, opensClosed: false }];
    expect(shownToAll(authorities, [police, fire], [...at(police), ...guests])).toBe(false);
    expect(shownToAll(policeAlone, [police], [{ ...first!, opensClosed: false }])).toBe(false);
  });

  it('shows nothing closed when nobody knows who is there', () => {
    expect(shownToAll(authorities, [police], at(police, fire))).toBe(false);
    for (const present of [null, []]) {
      expect(shownToAll(authorities, [police], present)).toBe(false);
      expect(shownToAll(policeAlone, [police], present)).toBe(false);
    }
  });
});
