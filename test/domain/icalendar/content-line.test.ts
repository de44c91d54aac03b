import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinLines, rawLine, textLine } from '../../../src/domain/icalendar/content-line.js';
import { anEvent, eventsIn, fileWith, textIn, written } from './a-calendar.js';

const pieces = [
  'å',
  'Ö',
  'é',
  '😀',
  '👩🏽‍🚒',
  ';',
  ',',
  ':',
  '\\',
  '\\n',
  '\n',
  '"',
  '^',
  ' ',
  'utsättning',
  'v. 53',
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((list) => list.join(''));

function linesOf(text: string): string[] {
  expect(text.endsWith('\r\n')).toBe(true);
  return text.slice(0, -2).split('\r\n');
}

describe('a line', () => {
  it('escapes once what would end a text', () => {
    expect(textLine('SUMMARY', 'a;b,c\\d\ne:f"g')).toBe('SUMMARY:a\\;b\\,c\\\\d\\ne:f"g');
  });

  it('knows one end of line, whichever it was given, and drops what no line can hold', () => {
    expect(textLine('SUMMARY', 'a\r\nb\rc\u0000d\u0007\ud800')).toBe('SUMMARY:a\\nb\\ncd\ufffd');
    // Programs that split by what Unicode calls a line would take the rest for a line of its own.
    expect(textLine('SUMMARY', 'a\u2028b\u2029c\u0085d')).toBe('SUMMARY:a\\nb\\nc\\nd');
  });

  it('quotes a parameter that would end, and writes what quotes cannot hold', () => {
    expect(rawLine('ORGANIZER', 'mailto:a@b.se', { CN: 'Per "P"; Å^' })).toBe(
      'ORGANIZER;CN="Per ^\'P^\'; Å^^":mailto:a@b.se',
    );
  });

  it('is folded after 75 octets, the space before the rest among them', () => {
    const lines = linesOf(joinLines([textLine('SUMMARY', 'x'.repeat(300))]));
    expect(lines.map((line) => Buffer.byteLength(line))).toEqual([75, 75, 75, 75, 12]);
    expect(linesOf(joinLines([textLine('SUMMARY', 'x'.repeat(67))]))).toHaveLength(1);
  });

  it('comes back as it was written, and never breaks within a character', () => {
    fc.assert(
      fc.property(texts, texts, (title, place) => {
        const file = fileWith(anEvent({ title, place: `${place}.` }));
        for (const line of linesOf(file)) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
          expect(line.isWellFormed()).toBe(true);
        }
        const [event] = eventsIn(file);
        expect(textIn(event, 'summary')).toBe(title);
        expect(textIn(event, 'location')).toBe(`${place}.`);
      }),
      { numRuns: 100 },
    );
  });

  it('carries any name in a parameter', () => {
    fc.assert(
      // Backslashes are no escape in a parameter, though ical.js reads them as one.
      fc.property(texts, (text) => {
        const name = text.replaceAll('\\', '');
        const invitation = {
          from: { name: `${name}.`, email: 'mote@example.se' },
          to: { name: 'Anna', email: 'anna@example.se' },
          isAnswered: true,
        };
        const file = written({ method: 'REQUEST', events: [anEvent({ invitation })] });
        const organizer = eventsIn(file)[0]?.getFirstProperty('organizer');
        expect(organizer?.getParameter('cn')).toBe(`${name}.`);
      }),
      { numRuns: 50 },
    );
  });
});
