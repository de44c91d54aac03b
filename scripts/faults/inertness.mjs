// Faults by which what people write is more than text where it goes out; see scripts/faults/list.mjs.
export const inertnessFaults = [
  {
    name: 'letters-as-markup',
    says: 'What people are called stands in a letter as markup.',
    proof: 'S8',
    edits: [
      {
        file: 'src/mail/lay-out.ts',
        from: '`<p>${inert(paragraph)}</p>`',
        to: '`<p>${paragraph}</p>`',
      },
    ],
  },
  {
    name: 'notes-as-markup',
    says: 'What stands in a note is markup on the board.',
    proof: 'S8',
    edits: [
      {
        file: 'web/src/board/picture/NoteRow.svelte',
        from: '<p class="text">{shown.text}</p>',
        to: '<p class="text">{@html shown.text}</p>',
      },
    ],
  },
  {
    name: 'formulas-in-lists',
    says: 'Lists for spreadsheets hold names as formulas.',
    proof: 'S8',
    edits: [
      {
        file: 'src/administration/csv/table.ts',
        from: "FORMULA.test(text) ? `'${text}` : text;",
        to: 'FORMULA.test(text) ? text : text;',
      },
    ],
  },
  {
    name: 'calendar-texts-as-they-are',
    says: 'Titles stand in calendar files without what makes them texts.',
    proof: 'S8',
    edits: [
      {
        file: 'src/domain/icalendar/content-line.ts',
        from: 'return rawLine(name, escapeText(text));',
        to: "return rawLine(name, escapeText(text).replaceAll('\\\\', ''));",
      },
    ],
  },
  {
    name: 'files-called-by-titles',
    says: 'A file is called what somebody has called the meeting.',
    proof: 'S8',
    edits: [
      {
        file: 'src/feeds/meeting-file.service.ts',
        from: '`utsattning-${localDateOf(day)}.ics`',
        to: '`${row.title}-${localDateOf(day)}.ics`',
      },
    ],
  },
  {
    name: 'controls-in-texts',
    says: 'Texts may hold what steers a terminal.',
    proof: 'S8',
    edits: [
      {
        file: 'src/contract/text.ts',
        from: 'if (controlCharacters.test(text)) return',
        to: "if (text === '\\0' && controlCharacters.test(text)) return",
      },
    ],
  },
];
