import { describe, expect, it } from '@jest/globals';
import { screen } from '../../../src/domain/person-guard/screen.js';
import { Random } from './random.js';
import { spellings } from './spellings.js';
import { testNumbers, withCheckDigit } from './test-numbers.js';

const screenAll = (texts: readonly string[]) =>
  screen(texts.map((text, at) => ({ path: `field${at}`, text })));
const kindsIn = (...texts: string[]) => screenAll(texts).map(({ kind }) => kind);

describe('personal identity numbers', () => {
  it('are found in every spelling', () => {
    const numbers = testNumbers(1000);
    const ways = Object.entries(spellings);
    const missed = numbers.flatMap((number) =>
      ways
        .filter(([, spell]) => !kindsIn(...spell(number)).includes('personal-number'))
        .map(([name]) => `${name}: ${number}`),
    );
    console.info(
      `recall: ${numbers.length} numbers × ${ways.length} spellings, ${missed.length} missed`,
    );
    expect(missed).toEqual([]);
  });

  it('are marked where they stand, digits and all between them, and nothing else', () => {
    const random = new Random(7);
    const around = ['', 'Kl 21.30 ', 'å\u0308 🚲 ', '\u200b\u200b', 'ﬁnns: ', '⑫ st '];
    for (const number of testNumbers(40))
      for (const spell of Object.values(spellings)) {
        const texts = spell(number).map((text, at) => (at === 0 ? random.pick(around) : '') + text);
        const [finding] = screenAll(texts);
        const marked = finding?.parts.map(({ path, start, end }) =>
          texts[Number(path.slice('field'.length))]?.slice(start, end),
        );
        const digits =
          marked
            ?.join('')
            .normalize('NFKC')
            .replace(/[^\p{Nd}]/gu, '') ?? '';
        const values = Array.from(digits)
          .map((digit) => toAscii(digit))
          .join('');
        expect(number.endsWith(values) && values.length >= 10).toBe(true);
      }
  });

  it('are gone once what was marked is taken out', () => {
    for (const number of testNumbers(40))
      for (const spell of Object.values(spellings)) {
        const texts = spell(number);
        for (const { parts } of screenAll(texts))
          for (const { path, start, end } of parts) {
            const at = Number(path.slice('field'.length));
            texts[at] = texts[at]!.slice(0, start) + texts[at]!.slice(end);
          }
        expect(screenAll(texts)).toEqual([]);
      }
  });

  it('may lack the day or the month when they are samordningsnummer', () => {
    for (const digits of ['19840060980', '19841160980', '19840065980'])
      expect(kindsIn(withCheckDigit(digits))).toEqual(['personal-number']);
  });

  it('need a day that exists and the right check digit', () => {
    expect(kindsIn('900101-9802')).toEqual(['personal-number']);
    expect(kindsIn('900101-9803')).toEqual([]);
    expect(kindsIn(withCheckDigit('19900230980'))).toEqual([]);
    expect(kindsIn(withCheckDigit('19901301980'))).toEqual([]);
    expect(kindsIn(withCheckDigit('21900101980'))).toEqual([]);
    // 29 February: 2000 had one, 1900 not.
    expect(kindsIn('20000229-2399')).toEqual(['personal-number']);
    expect(kindsIn(withCheckDigit('19000229980'))).toEqual([]);
  });

  it('are told from case numbers and sums by what stands around them', () => {
    const [number = ''] = testNumbers(1);
    expect(kindsIn(`Felanmälan ${number.slice(2)}`)).toEqual([]);
    expect(kindsIn(`Skador för ${number.slice(2)} kr`)).toEqual([]);
    expect(kindsIn(`Ärende om ${number.slice(2)}`)).toEqual(['personal-number']);
    expect(kindsIn(`Ärende ${number}`)).toEqual(['personal-number']);
  });
});

function toAscii(digit: string): number {
  for (const nought of [0x30, 0x660, 0x6f0, 0x966]) {
    const value = digit.codePointAt(0)! - nought;
    if (value >= 0 && value <= 9) return value;
  }
  throw new Error(`Not a digit that the spellings use: ${digit}`);
}
