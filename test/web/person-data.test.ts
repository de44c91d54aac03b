import { describe, expect, it } from '@jest/globals';
import { excerptOf, personDataIn, withoutMarked } from '../../web/src/components/person-data.js';

const text = 'Sedd vid väg 225 kl 21.30, 19000101-9801 och 070-174 06 05, tre personer i en bil.';

describe('the person guard while one writes', () => {
  it('says what kinds it noticed and leaves other texts alone', () => {
    expect(personDataIn({ text })?.kinds).toEqual(['personal-number', 'phone']);
    expect(personDataIn({ text: 'Samling vid väg 225 kl 21.30', reason: '' })).toBeNull();
  });

  it('takes out what was marked and says where one goes on', () => {
    const [marked] = personDataIn({ text })?.marked ?? [];

    const rewritten = withoutMarked(text, marked?.stretches ?? []);

    expect(rewritten).toEqual({
      text: 'Sedd vid väg 225 kl 21.30, och , tre personer i en bil.',
      caret: text.indexOf('19000101'),
    });
    expect(personDataIn({ text: rewritten.text })).toBeNull();
  });

  it('shows what was marked with a few words around it', () => {
    const [marked] = personDataIn({ text })?.marked ?? [];

    const pieces = excerptOf(text, marked?.stretches ?? []);

    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual([
      '19000101-9801',
      '070-174 06 05',
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(
      '… vid väg 225 kl 21.30, 19000101-9801 och 070-174 06 05, tre personer i en bil.',
    );
  });

  it('marks both fields of a number that is spread over them', () => {
    const { marked } = personDataIn({ title: 'Upprop 190001', venue: '01-9801 torget' }) ?? {};

    expect(marked).toEqual([
      { name: 'title', stretches: [{ start: 7, end: 13 }] },
      { name: 'venue', stretches: [{ start: 0, end: 7 }] },
    ]);
  });
});
