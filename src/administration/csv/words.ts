// The words of the lists, in Swedish as they are written and in both languages as they are read.
import type { AgencyKind, ListKind, Role } from '../../contract/vocabulary.js';

const agencyKindWords: Record<AgencyKind, string[]> = {
  authority: ['myndighet', 'authority'],
  'municipal-service': ['kommunal verksamhet', 'municipal service', 'municipal-service'],
  company: ['företag', 'company'],
  association: ['förening', 'association'],
};

const roleWords: Record<Role, string[]> = {
  coordinator: ['samordnare', 'coordinator'],
  attendee: ['deltagare', 'attendee', ''],
  observer: ['åhörare', 'observer'],
  administrator: ['administratör', 'administrator'],
};

const deputyWords = { yes: ['ja', 'yes', 'x'], no: ['nej', 'no', ''] };

/** The columns of each list, each with what it may be called. */
const columnWords: Record<ListKind, Record<string, string[]>> = {
  agencies: {
    name: ['namn', 'name'],
    shortName: ['kortnamn', 'kort namn', 'short name'],
    abbreviation: ['förkortning', 'letters', 'abbreviation'],
    kind: ['slag', 'kind'],
  },
  people: {
    name: ['namn', 'name'],
    email: ['e-post', 'epost', 'e-mail', 'email'],
    agency: ['aktör', 'organisation', 'agency'],
    role: ['roll', 'role'],
    deputy: ['ersättare', 'deputy'],
  },
};

const meaning =
  <Meaning extends string>(words: Record<Meaning, string[]>) =>
  (text: string): Meaning | undefined =>
    (Object.keys(words) as Meaning[]).find((one) => words[one].includes(text.toLowerCase()));

export const agencyKindOf = meaning(agencyKindWords);
export const roleOf = meaning(roleWords);
export const deputyOf = meaning(deputyWords);
export const columnOf = (list: ListKind) => meaning(columnWords[list]);

const written = (words: string[]) => {
  const [first = ''] = words;
  return first.charAt(0).toUpperCase() + first.slice(1);
};

export const agencyKindWord = (kind: AgencyKind): string => written(agencyKindWords[kind]);
export const roleWord = (role: Role): string => written(roleWords[role]);
export const deputyWord = (isDeputy: boolean): string =>
  written(deputyWords[isDeputy ? 'yes' : 'no']);
export const headings = (list: ListKind): string[] => Object.values(columnWords[list]).map(written);
