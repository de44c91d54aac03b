import type {
  LetterTrouble,
  ReportAnswer,
  ReportLetterKind,
} from '../../../../src/contract/vocabulary.js';

const sv = {
  title: (day: string) => `Rapport inför ${day}`,
  part: 'Rapport inför mötet',
  whose: (agency: string) => `Rapporten från ${agency}`,
  answer: {
    filed: 'Rapport lämnad',
    nothing: 'Inget att rapportera',
  } satisfies Record<ReportAnswer, string>,
  missing: 'Inte svarat än',
  ask: 'Skriv vad ni har sett sedan sist, en notering för varje plats, och lämna in. Har inget hänt räcker ett tryck.',
  afterwards: 'Noteringar går att lägga till och ändra tills mötet öppnas.',
  notes: 'Det ni rapporterar',
  add: 'Ny notering',
  file: 'Klart – lämna in',
  nothing: 'Inget att rapportera',
  takeBack: 'Ta tillbaka',
  said: {
    filed: 'Tack! Rapporten är lämnad.',
    nothing: 'Tack! Ni har inget att rapportera.',
    none: 'Svaret är taget tillbaka.',
  },
  whoSees:
    'Alla vid bordet ser om ni har svarat. Vilka som ser en notering väljer ni när ni skriver den.',
  saveFirst: 'Du har en notering som inte är sparad. Spara den eller avbryt först.',
  over: 'Mötet är inte planerat längre, så här lämnas ingen rapport. Det som händer står på tavlan.',
  listens: 'Rapporten lämnas av den som är deltagare.',
  toBoard: 'Till mötets tavla',
  toForm: 'Skriv rapporten',
  toFormAgain: 'Visa eller ändra',
  lastTime: 'Så rapporterade ni förra gången',
  lastTimeNone: 'Ni lämnade inga noteringar till förra mötet.',
  again: 'Ta med igen',
  others: 'Så har alla svarat',
  count: (answered: number, all: number) => `${answered} av ${all} har svarat`,
  missingFrom: (names: string) => `Saknas: ${names}`,
  remind: 'Påminn dem som saknas',
  remindHint:
    'Ett brev till var och en: en påminnelse, eller frågan till den som inte har fått den än. Ingen påminns två gånger.',
  reminded: (agencies: number) =>
    agencies === 0
      ? 'Inga fler brev behövs: alla som saknas har fått sina.'
      : `Brev är på väg till ${agencies === 1 ? '1 aktör' : `${agencies} aktörer`}.`,
  letter: {
    request: (day: string) => `frågad ${day}`,
    reminder: (day: string) => `påmind ${day}`,
  } satisfies Record<ReportLetterKind, (day: string) => string>,
  onItsWay: 'brev på väg',
  unreached: 'Brev som kanske inte har kommit fram',
  letterName: { request: 'Frågan', reminder: 'Påminnelsen' } satisfies Record<
    ReportLetterKind,
    string
  >,
  trouble: {
    waiting: (letter: string) => `${letter} har inte gått iväg än, och skickas igen av sig själv.`,
    uncertain: (letter: string) =>
      `${letter} kan ha kommit fram: sändningen avbröts utan svar. Fråga personen, eller skicka igen.`,
    failed: (letter: string) => `${letter} gick inte fram. Stämmer adressen?`,
  } satisfies Record<LetterTrouble, (letter: string) => string>,
  tryAgain: 'Skicka igen',
  triedAgain: 'Breven skickas igen. Det märks här om en stund om de inte kommer fram.',
  inAdvance: (names: string) => `I förväg: rapport från ${names}`,
  nothingFrom: (names: string) => `Inget att rapportera: ${names}`,
};

const en: typeof sv = {
  title: (day) => `Report before ${day}`,
  part: 'Report before the meeting',
  whose: (agency) => `The report of ${agency}`,
  answer: { filed: 'Report filed', nothing: 'Nothing to report' },
  missing: 'No answer yet',
  ask: 'Write what you have seen since last time, a note for each place, and hand it in. If nothing has happened, one tap is enough.',
  afterwards: 'Notes can be added and changed until the meeting opens.',
  notes: 'What you report',
  add: 'New note',
  file: 'Done – hand it in',
  nothing: 'Nothing to report',
  takeBack: 'Take it back',
  said: {
    filed: 'Thank you! The report is filed.',
    nothing: 'Thank you! You have nothing to report.',
    none: 'The answer is taken back.',
  },
  whoSees:
    'Everyone at the table sees whether you have answered. Who sees a note you choose as you write it.',
  saveFirst: 'You have a note that is not saved. Save it or cancel it first.',
  over: 'The meeting is planned no more, so no report is filed here. What happens is on the board.',
  listens: 'The report is filed by those who are attendees.',
  toBoard: 'To the board of the meeting',
  toForm: 'Write the report',
  toFormAgain: 'See or change it',
  lastTime: 'What you reported last time',
  lastTimeNone: 'You left no notes at the last meeting.',
  again: 'Report it again',
  others: 'What everyone has answered',
  count: (answered, all) => `${answered} of ${all} have answered`,
  missingFrom: (names) => `Missing: ${names}`,
  remind: 'Remind those who are missing',
  remindHint:
    'One letter to each: a reminder, or the question to those who have not had it yet. Nobody is reminded twice.',
  reminded: (agencies) =>
    agencies === 0
      ? 'No more letters are needed: all who are missing have had theirs.'
      : `Letters are on their way to ${agencies === 1 ? '1 agency' : `${agencies} agencies`}.`,
  letter: { request: (day) => `asked ${day}`, reminder: (day) => `reminded ${day}` },
  unreached: 'Letters that may not have arrived',
  onItsWay: 'letter on its way',
  letterName: { request: 'The question', reminder: 'The reminder' },
  trouble: {
    waiting: (letter) => `${letter} has not left yet, and is sent again by itself.`,
    uncertain: (letter) =>
      `${letter} may have arrived: sending broke off without an answer. Ask the person, or send it again.`,
    failed: (letter) => `${letter} did not arrive. Is the address right?`,
  },
  tryAgain: 'Send again',
  triedAgain: 'The letters are sent again. If they do not arrive it shows here in a while.',
  inAdvance: (names) => `In advance: a report from ${names}`,
  nothingFrom: (names) => `Nothing to report: ${names}`,
};

export const words = { sv, en };
