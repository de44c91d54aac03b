// What nobody who looks after a directory decides for themselves, how much it holds, and which texts of
// it the person guard reads. Pure; every change asks here and so does the preview of a list, so that a
// list promises only what will hold.
import type {
  AdministeredAgency,
  AdministeredPerson,
  NewAgency,
  PersonEdit,
} from '../contract/administration.js';
import type { FreeText } from '../domain/person-guard/screen.js';
import type { Asker } from './directory-changes.js';

export const MOST_AGENCIES = 100;
export const MOST_PEOPLE = 1000;

/** Whether one would say anew what kind one's own agency is, and so what one may see. */
export function changesOwnKind(
  { agencyId }: Asker,
  before: AdministeredAgency,
  { kind }: Pick<NewAgency, 'kind'>,
): boolean {
  return before.id === agencyId && kind !== before.kind;
}

/** Whether one would give oneself another agency or role. */
export function changesOwnPosition(
  { personId }: Asker,
  before: AdministeredPerson,
  { agencyId, role }: Pick<PersonEdit, 'agencyId' | 'role'>,
): boolean {
  return before.id === personId && (agencyId !== before.agencyId || role !== before.role);
}

/** What everyone reads of an agency, in calendars and letters too; `at` is where it stands in what was sent. */
export function namesOf(
  { name, shortName }: Pick<NewAgency, 'name' | 'shortName'>,
  at = '',
): FreeText[] {
  return [
    { path: `${at}name`, text: name },
    { path: `${at}shortName`, text: shortName },
  ];
}
