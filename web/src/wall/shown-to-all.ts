// What a wall may show: what everyone who is there may see. It folds a closed entry away as soon as
// someone outside its audience is there, and whenever it cannot know who is. Pure.
import type { Audience } from '../../../src/contract/audience.js';
import type { Agency } from '../../../src/contract/directory.js';
import { reaches } from '../../../src/domain/meeting/audience.js';

/** Whether an entry may stand there, with these agencies present; null when that is not known just now. */
export function shownToAll(
  audience: Audience,
  here: readonly Pick<Agency, 'id' | 'kind'>[] | null,
): boolean {
  if (audience.kind === 'table') return true;
  // At least the one who brought the wall is there; nobody at all means that word has not come yet.
  if (here === null || here.length === 0) return false;
  return here.every(({ id, kind }) => reaches(audience, { agencyId: id, agencyKind: kind }));
}
