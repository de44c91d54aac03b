import { describe, expect, it } from '@jest/globals';
import { agreementEnd } from '../../web/src/format/agreement-end.js';
import { lettersOf, shortNameOf } from '../../web/src/pages/admin/agency-letters.js';

describe('the end of an agreement', () => {
  it.each([
    ['2027-01-21', null],
    ['2027-01-20', 'soon'],
    ['2026-11-25', 'soon'],
    ['2026-11-24', 'past'],
  ])('is told from eight weeks before: %s', (endsOn, told) => {
    expect(agreementEnd(endsOn, '2026-11-25')).toBe(told);
  });
});

describe('what an agency is called for short', () => {
  it.each([
    ['Nynäshamns kommun', 'Kommunen', 'Ko'],
    ['Polisen', 'Polisen', 'Po'],
    ['Ösmo IF', 'Ösmo IF', 'Ös'],
    ['The night-walkers', 'The night-walkers', 'Ni'],
    ['Södertörns brandförsvarsförbund i Nynäshamn', 'Södertörns', 'Sö'],
    ['3', '3', ''],
  ])('is suggested from its name: %s', (name, shortName, letters) => {
    expect(shortNameOf(name)).toBe(shortName);
    expect(lettersOf(shortName)).toBe(letters);
  });
});
