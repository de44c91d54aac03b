// These words come with the page and not with the first load.
import type { LetterTrouble } from '../../../../src/contract/vocabulary.js';
import { language } from '../../i18n/language.svelte.js';

const sv = {
  title: 'Kallelser med e-post',
  hint: (meetings: number, email: string) =>
    `De ${meetings} närmaste mötena kommer som kallelser till ${email}, att lägga in i din egen kalender. När ett av dem flyttas eller ställs in kommer ett brev till, några minuter efter ändringen.`,
  both: 'Prenumererar du redan behöver du inte kallelserna: då syns samma möte två gånger.',
  choices: { sv: 'På svenska', en: 'På engelska', none: 'Inga kallelser' },
  saved: 'Ditt val är sparat.',
  ended: 'Ditt val är sparat. De möten du har fått tas bort ur din kalender med ett sista brev.',
  unreached: 'Kallelser som kanske inte har kommit fram',
  unreachedHint:
    'Stämmer adressen? Den ändras genom att personen bjuds in på nytt. Säg till om mötet på annat sätt så länge.',
  again: 'Försök igen',
  triedAgain: 'Breven skickas igen. Det märks här om en stund om de inte kommer fram.',
  meeting: (title: string, day: string) => `${title} ${day}`,
  trouble: {
    waiting: (day: string, time: string) =>
      `E-postservern tog inte emot brevet ${day} kl. ${time}. Det skickas igen.`,
    uncertain: (day: string, time: string) =>
      `Brevet från ${day} kl. ${time} kan ha kommit fram: sändningen avbröts utan svar. Det skickas igen när du säger till.`,
    failed: (day: string, time: string) =>
      `Brevet från ${day} kl. ${time} gick inte fram. Det skickas igen när mötet ändras, eller när du säger till.`,
  } satisfies Record<LetterTrouble, (day: string, time: string) => string>,
};
type CalendarMailWords = typeof sv;

const en: CalendarMailWords = {
  title: 'Invitations by e-mail',
  hint: (meetings, email) =>
    `The next ${meetings} meetings come as invitations to ${email}, to be put into your own calendar. When one of them is moved or cancelled another letter comes, a few minutes after the change.`,
  both: 'If you subscribe already you do not need the invitations: the same meeting would show twice.',
  choices: { sv: 'In Swedish', en: 'In English', none: 'No invitations' },
  saved: 'Your choice has been saved.',
  ended:
    'Your choice has been saved. The meetings you were sent are taken out of your calendar by one last letter.',
  unreached: 'Invitations that may not have arrived',
  unreachedHint:
    'Is the address right? It is changed by inviting the person anew. Tell them of the meeting in another way meanwhile.',
  again: 'Try again',
  triedAgain: 'The letters are sent again. If they do not arrive it shows here in a while.',
  meeting: (title, day) => `${title} ${day}`,
  trouble: {
    waiting: (day, time) =>
      `The mail server did not take the letter ${day} ${time}. It is sent again.`,
    uncertain: (day, time) =>
      `The letter of ${day} ${time} may have arrived: sending broke off without an answer. It is sent again when you say so.`,
    failed: (day, time) =>
      `The letter of ${day} ${time} did not arrive. It is sent again when the meeting changes, or when you say so.`,
  },
};

/** What reads them follows a change of language. */
export const words = (): CalendarMailWords => ({ sv, en })[language.current];
