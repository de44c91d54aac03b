import type { CollisionAnswer } from '../../../../src/contract/vocabulary.js';
import { usualAgenda } from '../../../../src/domain/meeting/usual-agenda.js';
import { capital } from '../../format/words.js';
import type { Pattern } from '../../pages/series/recurrence.js';

const weekdays = ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'];
const everyWords = [
  'varje',
  'varannan',
  'var tredje',
  'var fjärde',
  'var femte',
  'var sjätte',
  'var sjunde',
  'var åttonde',
  'var nionde',
  'var tionde',
];
const nthWords: Record<string, string> = {
  '1': 'första',
  '2': 'andra',
  '3': 'tredje',
  '4': 'fjärde',
  '-1': 'sista',
};

const everyWord = (count: number) => everyWords[count - 1] ?? `var ${count}:e`;

/** "Var tredje fredag", "Tredje fredagen i månaden": the words people say, and mix up. */
function patternWords(pattern: Pattern): string {
  if (pattern.kind === 'month') {
    const day = `${nthWords[pattern.nth]} ${weekdays[pattern.weekday - 1]}en`;
    const months =
      pattern.everyMonths === 1 ? 'i månaden' : `${everyWord(pattern.everyMonths)} månad`;
    return capital(`${day} ${months}`);
  }
  const days = pattern.weekdays.map((weekday) => weekdays[weekday - 1]);
  if (days.length === 1) return capital(`${everyWord(pattern.every)} ${days[0]}`);
  const list = `${days.slice(0, -1).join(', ')} och ${days.at(-1)}`;
  return capital(`${everyWord(pattern.every)} vecka: ${days.length > 0 ? list : '…'}`);
}

export const series = {
  title: 'Serier',
  newTitle: 'Ny serie',
  editTitle: (title: string) => `Ändra ${title}`,
  nothing: 'Ingen serie finns än',
  nothingHint: 'En serie säger hur ofta ni möts. Mötena läggs ut av sig själva, ett år framåt.',
  create: 'Skapa en serie',
  singleDates: 'Enstaka möten och året',
  edit: 'Ändra serien',
  noneComing: 'Inga kommande möten',
  nextDates: 'Nästa möten',
  saved: (title: string) => `${title} är sparad.`,
  what: 'Vad och var',
  name: 'Namn',
  defaultName: 'Utsättning',
  venue: 'Plats',
  venueHint: 'Till exempel Kommunhuset, Stora salen',
  when: 'När',
  from: 'Första mötet tidigast',
  time: 'Börjar kl.',
  duration: 'Längd i minuter',
  durationFault: 'Skriv 1–1440 minuter.',
  howOften: 'Hur ofta?',
  patternWords,
  countsWeeks: (every: number) =>
    every === 1
      ? 'Räknar veckor: alltid en vecka emellan.'
      : `Räknar veckor: alltid ${every} veckor emellan.`,
  countsMonth: 'Räknar i månaden: ibland fyra, ibland fem veckor emellan.',
  countsMonths: 'Räknar i månaden: antalet veckor emellan växlar.',
  ownRule: 'Egen regel',
  ownRuleHint: 'Regeln är gjord i ett annat program (RFC 5545) och behålls som den är.',
  everyWeeks: 'Antal veckor emellan',
  everyMonths: 'Antal månader emellan',
  everyFault: 'Skriv ett helt tal, 1–99.',
  weekdays: 'Veckodagar',
  weekdaysFault: 'Välj minst en veckodag.',
  nth: 'Vilken i månaden',
  nthWord: (nth: number) => capital(nthWords[nth] ?? ''),
  weekday: 'Veckodag',
  ending: 'Slutar',
  endingKind: { never: 'Inget slut', until: 'Ett datum', count: 'Efter ett antal' },
  untilOn: 'Sista dag',
  count: 'Antal möten',
  countFault: 'Skriv ett helt tal, 1–1000.',
  dates: 'De tolv nästa datumen',
  datesHint: 'Svara där ett datum krockar, hoppa över ett, eller lägg till ett vid sidan av.',
  noDates: 'Inga datum framåt med de här valen.',
  skipDate: 'Hoppa över',
  restoreDate: 'Ta tillbaka',
  skipped: 'hoppas över',
  collisionOn: (day: string) => `Krock ${day}`,
  howToDo: 'Krockar. Hur gör ni?',
  answer: {
    hold: 'Håll ändå',
    thursday: 'Torsdag i stället',
    cancel: 'Ställ in',
    'hold-with-more-staff': 'Håll med fler ute',
  } satisfies Record<CollisionAnswer, string>,
  thursdayInstead: (day: string, names: readonly string[]) =>
    `Ta ${day} i stället${names.length > 0 ? ` (${names.join(', ')})` : ''}`,
  movedTo: (day: string) => `Flyttas till ${day}`,
  notSaved: 'Sparas med serien',
  changeAnswer: 'Ändra svaret',
  decisions: 'Krockar',
  extra: 'extra',
  removeExtra: 'Ta bort',
  extraDate: 'Extra datum',
  addExtra: 'Lägg till datum',
  extraExists: 'Det datumet finns redan.',
  agenda: 'Dagordning',
  agendaHint: 'Varje möte får en kopia, som går att ändra på tavlan.',
  agendaItem: (nth: number) => `Punkt ${nth}`,
  agendaMinutes: 'Minuter',
  agendaSum: (sum: number, length: number) => `${sum} av ${length} min`,
  agendaOver: (minutes: number) => `${minutes} min för långt`,
  agendaLeft: (minutes: number) => `${minutes} min över`,
  agendaExact: 'Fyller mötet precis',
  agendaFault: 'Varje punkt behöver en rubrik och 1–240 minuter.',
  addItem: 'Lägg till punkt',
  moveUp: 'Upp',
  moveDown: 'Ner',
  createNow: 'Skapa serien',
  save: 'Spara serien',
  fix: 'Något saknas. Det står vid fältet.',
  leave: 'Du har ändringar som inte är sparade. Lämna sidan ändå?',
  staleTitle: 'Någon annan har ändrat serien',
  staleHint: 'Det du skrev finns kvar. Jämför och välj.',
  staleField: 'Fält',
  mine: 'Ditt',
  theirs: 'Sparat nu',
  keepMine: 'Behåll mitt och spara',
  takeTheirs: 'Ta det sparade',
  rule: 'Återkommer',
  excluded: 'Hoppas över',
  extras: 'Extra datum',
  defaultAgenda: usualAgenda,
};
