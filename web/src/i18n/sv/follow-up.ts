const ordinals = [
  'första',
  'andra',
  'tredje',
  'fjärde',
  'femte',
  'sjätte',
  'sjunde',
  'åttonde',
  'nionde',
  'tionde',
];

export const followUp = {
  title: 'Uppföljning',
  purpose: 'Insatser från alla möten. En insats lämnar listan först när det står vad den gav.',
  filters: 'Visa',
  list: 'Insatser',
  agency: 'Leder eller stödjer',
  place: 'Plats',
  theme: 'Tema',
  state: 'Läge',
  anyAgency: 'Alla aktörer',
  anyPlace: 'Alla platser',
  anyTheme: 'Alla teman',
  anyState: 'Alla lägen',
  stillOpen: 'Inte avslutade',
  onlyOverdue: 'Bara försenade',
  clear: 'Rensa urvalet',
  shown: (count: number, more: boolean) =>
    more ? `De första ${count} insatserna` : count === 1 ? 'En insats' : `${count} insatser`,
  more: 'Visa fler',
  nothing: 'Inga insatser här än',
  nothingHint: 'Insatser föreslås på mötets tavla och följs sedan här tills de är klara.',
  nothingMatches: 'Inga insatser stämmer med urvalet',
  toMeetings: 'Till möten',
  changed: (what: string) => `Sparat: ${what}`,
  dueOn: (day: string) => `klart senast ${day}`,
  overdueSince: (day: string) => `Försenad sedan ${day}`,
  meetingInARow: (nth: number) => {
    const word = ordinals[nth - 1] ?? `${nth}:e`;
    return `${word.charAt(0).toUpperCase()}${word.slice(1)} mötet i rad`;
  },
  leads: (leading: string, supporting: string[]) =>
    supporting.length > 0
      ? `${leading} leder, med stöd av ${supporting.join(', ')}`
      : `${leading} leder`,
  because: 'Avskriven, därför att:',
  meetingOf: (day: string) => `Mötet ${day}`,
  carriedFrom: (day: string) => `följt med från ${day}`,
  carriedTo: 'har följt med till ett senare möte',
  step: {
    'action.agree': 'Vi är överens',
    'action.start': 'Påbörja',
    'action.finish': 'Utfall …',
    'action.cancel': 'Skriv av …',
  },
  outcomeTitle: 'Vad gav insatsen?',
  didItHelp: 'Utfall',
  whatHappened: 'Vad hände?',
  noPeople: 'Skriv om plats, tid och händelse – aldrig om enskilda personer.',
  saveOutcome: 'Spara utfall',
  writeOffTitle: 'Skriv av insatsen',
  why: 'Varför blir den inte gjord?',
  writeOff: 'Skriv av',
};
