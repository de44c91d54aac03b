import type { LocalFileFault } from '../../../../src/contract/vocabulary.js';

export const sv = {
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
