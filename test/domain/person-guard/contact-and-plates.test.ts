import { describe, expect, it } from '@jest/globals';
import { screen } from '../../../src/domain/person-guard/screen.js';
import { withCheckDigit } from './test-numbers.js';

const found = (text: string) =>
  screen([{ path: 'text', text }]).flatMap(({ kind, parts }) =>
    parts.map(({ start, end }) => [kind, text.slice(start, end)]),
  );

// Numbers that the Swedish regulator keeps for films and books, and plates and addresses of nobody.
describe('telephone numbers', () => {
  it.each([
    '070-174 06 05',
    '070-1740605',
    '0701740605',
    '070 174 06 05',
    '070 174 0605',
    '070/174 06 05',
    '070.174.06.05',
    '0701-74 06 05',
    '070–174 06 05',
    '0 7 0 1 7 4 0 6 0 5',
    '(070) 174 06 05',
    '+46 70 174 06 05',
    '+46701740605',
    '+46 (0)70-174 06 05',
    '0046701740605',
    '0046 70 174 06 05',
    '46701740605',
    '08-465 004 00',
    '08 465 00 400',
    '0846500400',
    '08-12 34 56',
    '031-390 06 00',
    '040 628 00 00',
    '0980-319 201',
    '0980 31 92 01',
    '+358 40 123 4567',
    '０７０-１７４ ０６ ０５',
    '٠٧٠١٧٤٠٦٠٥',
    '070\u200b174\u200b06\u200b05',
  ])('are found: %s', (phone) => {
    const [first] = found(`Ring ${phone}, efter kl 20.30`);
    expect(first?.[0]).toBe('phone');
    expect(digitsOf(first?.[1] ?? '')).toBe(digitsOf(phone));
  });

  it('are told from personal identity numbers by how they are written', () => {
    const number = withCheckDigit('20070110980').slice(2);
    const parts = [number.slice(0, 3), number.slice(3, 6), number.slice(6, 8), number.slice(8)];
    expect(found(parts.join(' ')).map(([kind]) => kind)).toEqual(['phone']);
    expect(found(`070110-${number.slice(6)}`).map(([kind]) => kind)).toEqual(['personal-number']);
  });
});

describe('licence plates', () => {
  it.each([
    'ABC 123',
    'ABC123',
    'ABC-123',
    'abc123',
    'ABC 12A',
    'ABC12A',
    'ＡＢＣ １２３',
    'A\u200bBC 123',
  ])('are found: %s', (plate) => {
    expect(found(`Vit skåpbil, ${plate}, vid torget`)).toEqual([['licence-plate', plate]]);
  });

  it('are found in small letters where a vehicle is named', () => {
    expect(found('en volvo abc 123 på torget')).toEqual([['licence-plate', 'abc 123']]);
    expect(found('regnr: sek 123')).toEqual([['licence-plate', 'sek 123']]);
    expect(found('gruppen abc 123')).toEqual([]);
  });

  it('have no letters that plates do not use', () => {
    for (const text of [
      'AIB 123',
      'QAB 123',
      'AVB 123',
      'ÅBC 123',
      'ABC 12O',
      'XABC 123',
      'ABC 1234',
    ])
      expect(found(text)).toEqual([]);
  });
});

describe('e-mail addresses', () => {
  it.each([
    'anna@example.se',
    'A.Berg+x@post.example.com',
    'åsa@exämple.se',
    'anna＠example.se',
    'anna (at) example.se',
    'anna\u200b@example.se',
  ])('are found: %s', (email) => {
    expect(found(`Skriv till ${email}.`)).toEqual([['email', email]]);
  });
});

function digitsOf(text: string): string {
  return text.replace(/[^\p{Nd}]/gu, '');
}
