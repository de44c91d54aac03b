import { describe, expect, it } from '@jest/globals';
import { InitialAudiences } from '../../../src/contract/audience.js';
import { agencyKinds } from '../../../src/contract/vocabulary.js';
import { mayHear, reaches } from '../../../src/domain/meeting/audience.js';
import {
  initialAudience,
  initialAudiencesFor,
  usualInitialAudiences,
} from '../../../src/domain/meeting/initial-audience.js';

const author = (agencyKind: (typeof agencyKinds)[number], opensClosed = true) => ({
  agencyId: 'a',
  agencyKind,
  opensClosed,
});

describe.each(agencyKinds)('a new entry of the kind %s', (kind) => {
  it('begins with nothing that its own people would not hear, whatever can be set', () => {
    for (const audience of initialAudiencesFor(kind)) {
      const audiences = { ...usualInitialAudiences, [kind]: audience };
      const begun = initialAudience(author(kind), audiences);
      expect(begun.kind).toBe(audience);
      expect(reaches(begun, author(kind))).toBe(true);
    }
  });

  it('can be set to what may be stored, and to no more', () => {
    for (const audience of ['table', 'authorities', 'agencies'] as const)
      expect(
        InitialAudiences.safeParse({ ...usualInitialAudiences, [kind]: audience }).success,
      ).toBe(initialAudiencesFor(kind).some((one) => one === audience));
  });

  it('begins at the table for those who hear no more', () => {
    for (const audience of initialAudiencesFor(kind)) {
      const audiences = { ...usualInitialAudiences, [kind]: audience };
      const begun = initialAudience(author(kind, false), audiences);
      expect(begun).toEqual({ kind: 'table' });
      expect(mayHear(author(kind, false), begun)).toBe(true);
    }
  });
});

it('of an authority reaches authorities in a new partnership, and of the others the table', () => {
  const begun = agencyKinds.map(
    (kind) => initialAudience(author(kind), usualInitialAudiences).kind,
  );
  expect(begun).toEqual(['authorities', 'table', 'table', 'table']);
});

it('that is its own agency’s names that one alone', () => {
  const audiences = { ...usualInitialAudiences, company: 'agencies' as const };
  expect(initialAudience(author('company'), audiences)).toEqual({
    kind: 'agencies',
    agencyIds: ['a'],
  });
});
