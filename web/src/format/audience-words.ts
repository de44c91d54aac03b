// Who sees an entry, in words. Secrecy must be visible where one writes.
import type { Audience } from '../../../src/contract/audience.js';
import type { Agency } from '../../../src/contract/directory.js';
import { reaches } from '../../../src/domain/meeting/audience.js';

/** Splits the agencies of a partnership into those that see an entry and those that do not. */
export function splitByAudience(
  audience: Audience,
  agencies: readonly Agency[],
): { seeing: Agency[]; unseeing: Agency[] } {
  const sees = (agency: Agency) =>
    reaches(audience, { agencyId: agency.id, agencyKind: agency.kind });
  return {
    seeing: agencies.filter(sees),
    unseeing: agencies.filter((agency) => !sees(agency)),
  };
}

const conjunctions = new Map<string, Intl.ListFormat>();

/** "Polisen, Kommunen och Brandförsvaret" */
export function listInWords(words: readonly string[], language: 'sv' | 'en'): string {
  let format = conjunctions.get(language);
  if (!format) {
    conjunctions.set(language, (format = new Intl.ListFormat(language === 'sv' ? 'sv' : 'en-GB')));
  }
  return format.format(words);
}
