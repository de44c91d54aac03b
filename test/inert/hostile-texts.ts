// What people might write to make an output do something: each text begins what a spreadsheet would run,
// and holds what pages, letters, headers, calendar files, paths or templates might take for more than text.

/** What a page runs or builds out of the texts, where it takes them for markup; see trap.ts. */
export const MARKS = 'x-run, i[onclick], [onload], [onerror], [onmouseover], [href^="javascript:"]';

export const FORMULAS = ['=', '+', '-', '@'] as const;

const cores = [
  `"'><x-run onmouseover=run()></x-run><img src=/run onerror=run()></script></title><script>run()</script>;\\`,
  `\\;,:"^'\\nEND:VEVENT%0d%0aBcc:run =?utf-8?q?=0D=0ABcc:run?= ../../run{{run()}}\${run()}[r](javascript:run())å`,
] as const;
export const ROUNDS = cores.length;

/** The lines that a calendar file, a letter or a table would take for its own. */
const LINES =
  '\r\nEND:VEVENT\r\nATTACH:run\r\nBcc: run\r\n\r\n<script>run()</script>\n=run()\n\t@run';

/** None of these may be in a text at all: they end lines, steer terminals or turn the writing round. */
export const REFUSED = {
  NUL: '\0',
  'an escape': '\u001b[2J',
  'an escape of eight bits': '\u009b2J',
  'writing turned round': '\u202e',
  'half a character': '\ud800',
} as const;

/** And these in no text that is one line. */
export const NO_LINE = { 'a line': '\r\nBcc: run', 'a line of Unicode': '\u2028Bcc: run' } as const;

/** Texts of one round, no two of them the same. */
export class HostileTexts {
  private count = 0;

  constructor(private readonly round: number) {}

  /** One line of at most so many characters; of the shortest, those of the table of letters. */
  line(most: number): string {
    this.count += 1;
    const formula = FORMULAS[(this.count + 2 * this.round) % FORMULAS.length]!;
    if (most <= 2) return formula + (this.round === 0 ? '<' : '"');
    const mark = `${this.round}n${this.count}`;
    return most < 120
      ? `${formula}<i onclick=run()>${mark}`
      : `${formula}${mark}${cores[this.round]}`;
  }

  lines(): string {
    return this.line(120) + LINES;
  }
}
