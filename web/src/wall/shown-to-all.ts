// What a wall may show: what everyone who is there may see. It folds a closed entry away as soon as
// someone outside its audience is there, or someone who came as a guest or by a link, and whenever it
// cannot know who is. Pure.
import type { Audience } from '../../../src/contract/audience.js';
import type { Agency } from '../../../src/contract/directory.js';
import type { PresenceFrame } from '../../../src/contract/live.js';
import { reaches } from '../../../src/domain/meeting/audience.js';

/**
 * Whether an entry may stand there, with these agencies in the room and these of them at the board; null
 * when that is not known just now.
 */
export function shownToAll(
  audience: Audience,
  here: readonly Pick<Agency, 'id' | 'kind'>[],
  present: PresenceFrame['present'] | null,
): boolean {
  if (audience.kind === 'table') return true;
  // At least the one who brought the wall is there; nobody at all means that word has not come yet.
  if (!present?.length) return false;
  // An agency that the page does not know of has joined the partnership since it was loaded.
  const isKnown = (agencyId: string) => here.some(({ id }) => id === agencyId);
  if (!present.every((one) => one.opensClosed && isKnown(one.agencyId))) return false;
  return here.every(({ id, kind }) => reaches(audience, { agencyId: id, agencyKind: kind }));
}
