// Ways in which people write, type, paste and hide a personal identity number of twelve digits. Each
// answers the fields of a form.
type Spelling = (number: string) => string[];

const short = (number: string) => number.slice(2);
const joined = (joint: string): Spelling => {
  return (number) => [`${short(number).slice(0, 6)}${joint}${number.slice(8)}`];
};
const joinedLong = (joint: string): Spelling => {
  return (number) => [`${number.slice(0, 8)}${joint}${number.slice(8)}`];
};
const dated = (joint: string, last = joint): Spelling => {
  return (number) => [
    [number.slice(0, 4), number.slice(4, 6), number.slice(6, 8)].join(joint) +
      last +
      number.slice(8),
  ];
};
const pairs = (joint: string): Spelling => {
  return (number) => [(short(number).match(/../g) ?? []).join(joint)];
};
const spaced = (joint: string): Spelling => {
  return (number) => [Array.from(short(number)).join(joint)];
};
const inDigits = (nought: number, joint = ''): Spelling => {
  return (number) => [
    (joint ? `${short(number).slice(0, 6)}${joint}${number.slice(8)}` : number).replace(
      /\d/g,
      (digit) => String.fromCodePoint(nought + Number(digit)),
    ),
  ];
};
const split = (...at: number[]): Spelling => {
  return (number) => [0, ...at].map((from, part) => short(number).slice(from, at[part]));
};

export const spellings: Record<string, Spelling> = {
  'ten digits': (number) => [short(number)],
  'twelve digits': (number) => [number],
  hyphen: joined('-'),
  plus: joined('+'),
  'hyphen and century': joinedLong('-'),
  'plus and century': joinedLong('+'),
  space: joined(' '),
  'space and century': joinedLong(' '),
  'spaced hyphen': joined(' - '),
  dot: joined('.'),
  slash: joined('/'),
  'en dash': joined('–'),
  'minus sign': joined('−'),
  'non-breaking hyphen': joinedLong('\u2011'),
  'no-break space': joined('\u00a0'),
  'thin space': joinedLong('\u2009'),
  'line break': joined('\n'),
  'hyphen and line break': joinedLong('-\r\n'),
  tab: joined('\t'),
  comma: joined(', '),
  brackets: (number) => [`${short(number).slice(0, 6)} (${number.slice(8)})`],
  words: joined(', sista fyra '),
  'date with hyphens': dated('-'),
  'date with dots': dated('.', '-'),
  'date with slashes': dated('/', ' '),
  'date with spaces': dated(' '),
  'spaced pairs': pairs(' '),
  'dotted pairs': pairs('.'),
  'hyphenated pairs': pairs('-'),
  'spaced digits': spaced(' '),
  'spaced digits of twelve': (number) => [Array.from(number).join(' ')],
  'zero-width spaces': spaced('\u200b'),
  'soft hyphens': spaced('\u00ad'),
  'zero-width joiner and hyphen': joined('\u200d-\u2060'),
  'full-width': inDigits(0xff10),
  'full-width with its own hyphen': inDigits(0xff10, '\uff0d'),
  'Arabic-Indic': inDigits(0x0660),
  'Persian with a hyphen': inDigits(0x06f0, '-'),
  Devanagari: inDigits(0x0966),
  'mathematical bold': inDigits(0x1d7ce),
  superscript: (number) => [number.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))],
  keycaps: (number) => [short(number).replace(/\d/g, '$&\ufe0f\u20e3')],
  'written onto text': (number) => [`pnr${short(number)}enligt uppgift`],
  'written onto digits': (number) => [`Nr 12${short(number).slice(0, 6)}-${number.slice(8)}`],
  'in a sentence': (number) => [`Sedd kl 21.30 vid väg 225 (${number}), 3 personer.`],
  'after another number': (number) => [`Grupp 12 ${short(number)} 15 st`],
  'two fields': split(6),
  'two fields within the day': split(3),
  'three fields': split(2, 6),
  'two fields with text around': (number) => [
    `Pojke ${short(number).slice(0, 6)}-`,
    `${number.slice(8)} vid torget`,
  ],
  'fields apart': (number) => [number.slice(0, 8), 'Upprop', `-${number.slice(8)}`],
};
