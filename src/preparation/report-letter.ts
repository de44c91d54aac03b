// The letters that ask for the report before a meeting, and remind of it.
import type { Language } from '../contract/primitives.js';
import type { ReportLetterKind } from '../contract/vocabulary.js';
import { dayInWords } from '../domain/schedule/day-in-words.js';
import type { Letter } from '../mail/letter.js';
import type { LetterFacts } from './due-letters.js';

interface Said {
  readonly subject: string;
  readonly sentence: string;
}

interface Words {
  readonly hello: (name: string) => string;
  readonly when: (day: string, time: string, venue: string) => string;
  readonly kind: Record<ReportLetterKind, (facts: LetterFacts, day: string) => Said>;
  readonly how: string;
  readonly write: string;
  readonly remarks: readonly string[];
}

const words: Record<Language, Words> = {
  sv: {
    hello: (name) => `Hej ${name}!`,
    when: (day, time, venue) => `Mötet är ${day} kl. ${time}${venue && `, ${venue}`}.`,
    kind: {
      request: ({ agencyName, partnershipName }, day) => ({
        subject: `Rapport inför ${day}`,
        sentence: `Nu är det dags för rapporten från ${agencyName} till nästa möte i ${partnershipName}.`,
      }),
      reminder: ({ agencyName, partnershipName }, day) => ({
        subject: `Påminnelse: rapport inför ${day}`,
        sentence: `Än har ingen rapport kommit från ${agencyName} till nästa möte i ${partnershipName}.`,
      }),
    },
    how: 'Skriv vad ni har sett sedan sist och lämna in, eller svara att ni inte har något att rapportera. Det läses upp även om ni inte kan komma.',
    write: 'Skriv rapporten',
    remarks: [
      'Ett svar räcker för hela organisationen. Har en kollega redan svarat behöver du inte göra något.',
      'Skriv om platser och händelser, aldrig om personer, och svara inte på det här brevet.',
    ],
  },
  en: {
    hello: (name) => `Hello ${name}!`,
    when: (day, time, venue) => `The meeting is ${day} at ${time}${venue && `, ${venue}`}.`,
    kind: {
      request: ({ agencyName, partnershipName }, day) => ({
        subject: `Report before ${day}`,
        sentence: `It is time for the report of ${agencyName} to the next meeting of ${partnershipName}.`,
      }),
      reminder: ({ agencyName, partnershipName }, day) => ({
        subject: `Reminder: report before ${day}`,
        sentence: `No report has come yet from ${agencyName} to the next meeting of ${partnershipName}.`,
      }),
    },
    how: 'Write what you have seen since last time and hand it in, or answer that you have nothing to report. It is read out even if you cannot come.',
    write: 'Write the report',
    remarks: [
      'One answer is enough for the whole agency. If a colleague has answered, you need not do anything.',
      'Write about places and events, never about people, and do not reply to this letter.',
    ],
  },
};

export function reportLetter(kind: ReportLetterKind, facts: LetterFacts, url: string): Letter {
  const { name, email, language, startsAt, timeZone, venue } = facts;
  const { hello, when, how, write, remarks, kind: kinds } = words[language];
  const { day, time } = dayInWords(startsAt, timeZone, language);
  const { subject, sentence } = kinds[kind](facts, day);
  return {
    to: email,
    wordings: [
      {
        language,
        subject,
        paragraphs: [hello(name), `${sentence} ${when(day, time, venue)}`, how],
        link: { label: write, url },
        remarks,
      },
    ],
  };
}
