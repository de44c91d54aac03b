import type { RsvpAnswer } from '../../../../src/contract/vocabulary.js';

const sv = {
  title: 'Kommer du?',
  who: 'Vilka kommer?',
  choices: {
    comes: 'Jag kommer',
    declines: 'Kommer inte',
    'sends-deputy': 'Ersättare',
  } satisfies Record<RsvpAnswer, string>,
  hint: 'Samordnaren och din egen organisation ser svaret. Du kan ändra det tills mötet öppnas.',
  deputy: 'Vem kommer i stället?',
  choose: 'Välj …',
  nobodyElse:
    'Det finns ingen annan från din organisation att välja. Samordnaren kan bjuda in någon.',
  saved: 'Ditt svar är sparat.',
  answer: {
    comes: 'kommer',
    declines: 'kommer inte',
    'sends-deputy': 'kommer inte',
  } satisfies Record<RsvpAnswer, string>,
  sends: (deputy: string) => `${deputy} kommer i stället`,
  count: (comes: number, agencies: number) =>
    `${comes} kommer, från ${agencies} ${agencies === 1 ? 'aktör' : 'aktörer'}`,
  beforeMove: 'svarade före flytten',
  askedAnew: 'Mötet har flyttats sedan du svarade. Svara för den nya tiden.',
  movedTo: (day: string, time: string) => `Mötet har flyttats till ${day} kl. ${time}.`,
  forNewTime: 'Svara för den nya tiden.',
  notSaved: 'Ditt svar sparades inte: det gällde den förra tiden. Svara för den nya.',
  nobodyYet: 'Ingen har svarat än.',
  silent: (agencies: string) => `Inget svar än från ${agencies}.`,
};

const en: typeof sv = {
  title: 'Are you coming?',
  who: 'Who is coming?',
  choices: {
    comes: 'I am coming',
    declines: 'Not coming',
    'sends-deputy': 'Deputy',
  },
  hint: 'The coordinator and your own agency see the answer. You can change it until the meeting opens.',
  deputy: 'Who is coming instead?',
  choose: 'Choose …',
  nobodyElse:
    'There is nobody else from your agency to choose. The coordinator can invite someone.',
  saved: 'Your answer is saved.',
  answer: { comes: 'is coming', declines: 'is not coming', 'sends-deputy': 'is not coming' },
  sends: (deputy) => `${deputy} is coming instead`,
  count: (comes, agencies) =>
    `${comes} coming, from ${agencies} ${agencies === 1 ? 'agency' : 'agencies'}`,
  beforeMove: 'answered before the move',
  askedAnew: 'The meeting has been moved since you answered. Answer for the new time.',
  movedTo: (day, time) => `The meeting has been moved to ${day} at ${time}.`,
  forNewTime: 'Answer for the new time.',
  notSaved: 'Your answer was not saved: it was about the earlier time. Answer for the new one.',
  nobodyYet: 'Nobody has answered yet.',
  silent: (agencies) => `No answer yet from ${agencies}.`,
};

export const words = { sv, en };
