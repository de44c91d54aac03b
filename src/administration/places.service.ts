// The named places of the partnership. One that is not used any more is retired: what was written of
// it still says where it was.
import { Injectable } from '@nestjs/common';
import type { AdministeredPlace, NewPlace, PlaceEdit } from '../contract/administration.js';
import { PlaceRow } from '../directory/rows/place-row.js';
import { assertBasedOn } from '../domain/based-on.js';
import { refuseTexts } from '../domain/person-guard/refuse-person-data.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { DirectoryChanges, type Asker } from './directory-changes.js';
import { only, readPlaces } from './directory-reading.js';
import { assertRoomFor, nextPosition, putInOrder } from './positions.js';

const MOST_PLACES = 500;

@Injectable()
export class PlacesService {
  constructor(
    private readonly changes: DirectoryChanges,
    private readonly clock: Clock,
  ) {}

  add(asker: Asker, place: NewPlace): Promise<AdministeredPlace> {
    const { partnershipId } = asker;
    refusePersonIn(place.name, asker);
    return this.changes.make(asker, async (manager) => {
      await assertRoomFor(manager, 'place', partnershipId, MOST_PLACES);
      const key = { partnershipId, id: newId() };
      const position = await nextPosition(manager, 'place', partnershipId);
      await manager.insert(PlaceRow, { ...key, ...place, position });
      return only(await readPlaces(manager, key));
    });
  }

  edit(
    asker: Asker,
    placeId: string,
    basedOn: number,
    { isRetired, ...place }: PlaceEdit,
  ): Promise<AdministeredPlace> {
    refusePersonIn(place.name, asker);
    return this.changes.make(asker, async (manager) => {
      const key = { partnershipId: asker.partnershipId, id: placeId };
      const before = only(await readPlaces(manager, key));
      assertBasedOn(before, basedOn);
      await manager.update(PlaceRow, key, { ...place, version: before.version + 1 });
      if (isRetired !== before.isRetired)
        await manager.update(PlaceRow, key, { retiredAt: isRetired ? this.clock.now() : null });
      return only(await readPlaces(manager, key));
    });
  }

  reorder(asker: Asker, ids: readonly string[]): Promise<void> {
    return this.changes.make(asker, (manager) =>
      putInOrder(manager, 'place', asker.partnershipId, ids),
    );
  }
}

/** Everyone names it, at every meeting: by what lies there, and never by who lives there. */
function refusePersonIn(name: string, { agencyKind }: Asker): void {
  refuseTexts([{ path: 'name', text: name }], { what: 'place', actor: { agencyKind } });
}
