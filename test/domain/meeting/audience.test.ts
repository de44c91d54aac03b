import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Audience } from '../../../src/contract/audience.js';
import { audienceOf, mayHear, narrower, streamOf } from '../../../src/domain/meeting/audience.js';
import { anyAudience } from './random-commands.js';
import { agency, agencyNames, byLink, from, kindOf } from './around-the-table.js';

const heardBy = (audience: Audience) =>
  agencyNames.filter((name) => mayHear(from(name), audience)).join(' ');

describe('an audience', () => {
  it('A1 names one stream, and the stream names it', () => {
    fc.assert(
      fc.property(anyAudience, (audience) => {
        expect(audienceOf(streamOf(audience))).toEqual(audience);
      }),
    );
  });

  it('A1 is the same whatever the order in which its agencies are named, and how often', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 1, maxLength: 10 }), (ids) => {
        const written = { kind: 'agencies', agencyIds: [...ids, ...ids.slice(0, 10)].reverse() };
        expect(streamOf(Audience.parse(written))).toBe(
          streamOf(Audience.parse({ kind: 'agencies', agencyIds: ids })),
        );
      }),
    );
  });

  it('A2 is heard by kind of agency or by name, never by role', () => {
    expect(heardBy({ kind: 'table' })).toBe(agencyNames.join(' '));
    expect(heardBy({ kind: 'authorities' })).toBe('kommunen polisen');
    expect(heardBy({ kind: 'agencies', agencyIds: [agency.nattvandrarna] })).toBe('nattvandrarna');
    expect(mayHear(from('fritidsgården', 'coordinator'), { kind: 'authorities' })).toBe(false);
    expect(mayHear(from('kommunen', 'observer'), { kind: 'authorities' })).toBe(true);
  });

  it('A10 is heard by those who came by a link only where everyone at the table hears', () => {
    fc.assert(
      fc.property(anyAudience, fc.constantFrom(...agencyNames), (audience, name) => {
        expect(mayHear(byLink(from(name)), audience)).toBe(audience.kind === 'table');
      }),
    );
  });
});

describe('the narrower of two audiences', () => {
  it('A6 is heard by exactly those who hear both', () => {
    fc.assert(
      fc.property(anyAudience, anyAudience, (one, other) => {
        const both = narrower(one, other, kindOf);
        if (!both) return;
        for (const name of agencyNames)
          expect(mayHear(from(name), both)).toBe(
            mayHear(from(name), one) && mayHear(from(name), other),
          );
      }),
    );
  });

  it('is one of the two, whichever comes first', () => {
    fc.assert(
      fc.property(anyAudience, anyAudience, (one, other) => {
        const both = narrower(one, other, kindOf);
        const turned = narrower(other, one, kindOf);
        expect(both && streamOf(both)).toBe(turned && streamOf(turned));
        if (both) expect([streamOf(one), streamOf(other)]).toContain(streamOf(both));
      }),
    );
  });

  it('is none where each is heard by someone who does not hear the other', () => {
    const mixed: Audience = {
      kind: 'agencies',
      agencyIds: [agency.polisen, agency.nattvandrarna],
    };
    expect(narrower({ kind: 'authorities' }, mixed, kindOf)).toBeNull();
  });
});
