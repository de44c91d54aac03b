// These words come with the page and not with the first load.
import type { LocalFileFault } from '../../../../src/contract/vocabulary.js';
import { language } from '../../i18n/language.svelte.js';

const sv = {
  title: 'Lov och evenemang',
  purpose:
    'Lov, evenemang och riskkvällar som ni markerar här syns vid mötena och när du planerar en serie. Inget möte flyttas av det.',
  add: 'Lägg till',
  addTitle: 'Lägg till dagar',
  editTitle: 'Ändra dagar',
  editNamed: (name: string) => `Ändra ${name}`,
  changed: (name: string) => `${name} är ändrat.`,
  endOfSchool: 'Skolavslutning',
  endMissing: (year: number) =>
    `Skolavslutningen ${year} är inte inlagd. Lägg till sommarlovet, eller själva kvällen, så visas den som riskkväll.`,
  addEnd: 'Lägg till skolavslutningen',
  import: 'Hämta från fil',
  importTitle: 'Hämta dagar från en fil',
  importHint:
    'En kalenderfil (.ics), som skolor och kommuner ofta har på sin webbplats, eller en tabell (.csv) med kolumnerna Namn, Från, Till och Slag (lov, evenemang eller riskkväll). Datum skrivs som 2026-02-23.',
  file: 'Välj en fil',
  paste: 'Eller klistra in tabellen',
  empty: 'Välj en fil eller klistra in något.',
  usualKind: 'Slag, om filen inte säger något annat',
  preview: 'Visa vad som händer',
  confirm: (count: number) => (count === 1 ? 'Lägg till 1' : `Lägg till ${count}`),
  sum: (fresh: number, known: number, refused: number) =>
    `${fresh} nya, ${known} finns redan, ${refused} utelämnas.`,
  row: (place: number) => `Rad ${place}:`,
  known: 'finns redan',
  fresh: 'läggs till',
  faults: {
    unreadable: 'Filen går inte att läsa.',
    'columns-missing': 'Kolumnerna Namn och Från saknas.',
    kind: 'Slag ska vara lov, evenemang eller riskkväll.',
    title: 'Namnet saknas eller är längre än 80 tecken.',
    dates: 'Datumen saknas, är fel vända eller längre än 200 dagar.',
    repeats: 'Upprepar sig. Lägg till varje tillfälle för sig.',
    'person-data': 'Namnet pekar ut en person.',
  } satisfies Record<LocalFileFault, string>,
  kind: 'Slag',
  name: 'Namn',
  nameHint: 'Till exempel Sportlov eller Skärgårdsmarknaden.',
  from: 'Första dagen',
  to: 'Sista dagen',
  toWrong: 'Sista dagen ska vara samma dag eller senare, högst 200 dagar.',
  none: 'Inga lov eller evenemang är inlagda',
  noneHint: 'Lägg till ett i taget, eller hämta alla från skolans kalenderfil.',
  remove: 'Ta bort',
  removeNamed: (name: string) => `Ta bort ${name}`,
  removed: (name: string) => `${name} är borttaget.`,
  added: (name: string) => `${name} är tillagt.`,
  imported: (count: number) => (count === 1 ? '1 är tillagt.' : `${count} är tillagda.`),
};
export type LocalDaysWords = { [Name in keyof typeof sv]: (typeof sv)[Name] };

const en: LocalDaysWords = {
  title: 'School breaks and events',
  purpose:
    'School breaks, events and risk evenings that you mark here show at the meetings and when you plan a series. No meeting is moved by it.',
  add: 'Add',
  addTitle: 'Add days',
  editTitle: 'Edit days',
  editNamed: (name) => `Edit ${name}`,
  changed: (name) => `${name} has been changed.`,
  endOfSchool: 'End of school',
  endMissing: (year) =>
    `The end of school ${year} has not been added. Add the summer break, or the evening itself, and it shows as a risk evening.`,
  addEnd: 'Add the end of school',
  import: 'Bring in from a file',
  importTitle: 'Bring in days from a file',
  importHint:
    'A calendar file (.ics), as schools and municipalities often publish, or a table (.csv) with the columns Name, From, To and Kind (school break, event or risk evening). Dates are written as 2026-02-23.',
  file: 'Choose a file',
  paste: 'Or paste the table',
  empty: 'Choose a file or paste something.',
  usualKind: 'Kind, unless the file says otherwise',
  preview: 'Show what will happen',
  confirm: (count) => `Add ${count}`,
  sum: (fresh, known, refused) => `${fresh} new, ${known} there already, ${refused} left out.`,
  row: (place) => `Row ${place}:`,
  known: 'is there already',
  fresh: 'will be added',
  faults: {
    unreadable: 'The file cannot be read.',
    'columns-missing': 'The columns Name and From are missing.',
    kind: 'Kind is to be school break, event or risk evening.',
    title: 'The name is missing or longer than 80 characters.',
    dates: 'The dates are missing, the wrong way round or more than 200 days.',
    repeats: 'Repeats itself. Add each occasion by itself.',
    'person-data': 'The name identifies a person.',
  },
  kind: 'Kind',
  name: 'Name',
  nameHint: 'For example Winter break or the harbour market.',
  from: 'First day',
  to: 'Last day',
  toWrong: 'The last day is to be the same day or later, at most 200 days.',
  none: 'No school breaks or events have been added',
  noneHint: 'Add one at a time, or bring in all from the school’s calendar file.',
  remove: 'Remove',
  removeNamed: (name) => `Remove ${name}`,
  removed: (name) => `${name} has been removed.`,
  added: (name) => `${name} has been added.`,
  imported: (count) => `${count} added.`,
};

/** What reads them follows a change of language. */
export const words = (): LocalDaysWords => ({ sv, en })[language.current];
