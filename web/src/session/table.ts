// The table one sits at: the partnership, one's own agency in it, and how its time zone is written.
// The shell loads it before any page of the partnership shows; pages and components ask `getTable`.
import { createContext } from 'svelte';
import type { Agency, Membership, Partnership, Place } from '../../../src/contract/directory.js';
import type { Session } from '../../../src/contract/session.js';
import type { Actor } from '../../../src/domain/meeting/access.js';
import { attendsMeetings, mayAdminister, mayReadAudit } from '../../../src/domain/meeting/roles.js';
import { Calendar } from '../format/calendar.js';
import type { Own } from './own.js';

export class Table {
  readonly calendar: Calendar;
  /** Who gives the commands, for `mayCommand` and `mayHear`. */
  readonly actor: Actor;
  readonly own: Own;
  readonly person: Session['person'];
  readonly #agencies: ReadonlyMap<string, Agency>;
  readonly #places: ReadonlyMap<string, Place>;

  constructor(
    readonly partnership: Partnership,
    readonly membership: Membership,
    { person, opensClosed }: Pick<Session, 'person' | 'opensClosed'>,
  ) {
    this.person = person;
    this.calendar = new Calendar(partnership.timeZone);
    this.#agencies = new Map(partnership.agencies.map((agency) => [agency.id, agency]));
    this.#places = new Map(partnership.places.map((place) => [place.id, place]));
    this.own = { agencyId: membership.agencyId, audience: partnership.initialAudience };
    this.actor = {
      personId: person.id,
      partnershipId: partnership.id,
      agencyId: membership.agencyId,
      agencyKind: this.#agencies.get(membership.agencyId)?.kind ?? 'association',
      role: membership.role,
      opensClosed: opensClosed && !membership.guestOf,
    };
  }

  get isCoordinator(): boolean {
    return this.membership.role === 'coordinator';
  }

  get mayAdminister(): boolean {
    return mayAdminister(this.membership.role);
  }

  get mayReadAudit(): boolean {
    return mayReadAudit(this.membership.role);
  }

  get attendsMeetings(): boolean {
    return attendsMeetings(this.membership.role);
  }

  /** The agencies one can choose among: those at the table, and what is chosen already. */
  agenciesToChoose(...chosen: readonly string[]): Agency[] {
    return this.partnership.agencies.filter((one) => !one.isRetired || chosen.includes(one.id));
  }

  /** As `agenciesToChoose`, of places. */
  placesToChoose(...chosen: readonly string[]): Place[] {
    return this.partnership.places.filter((one) => !one.isRetired || chosen.includes(one.id));
  }

  agency(id: string): Agency | undefined {
    return this.#agencies.get(id);
  }

  place(id: string): Place | undefined {
    return this.#places.get(id);
  }

  /** The agency's short name, or a dash for one that has left the partnership. */
  agencyName(id: string): string {
    return this.#agencies.get(id)?.shortName ?? '–';
  }

  placeName(id: string): string {
    return this.#places.get(id)?.name ?? '–';
  }
}

export const [getTable, setTable] = createContext<Table>();
