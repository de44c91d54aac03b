// The guard as the law of the server: what identifies a person is not saved and not repeated.
import type { AgencyKind, PersonDataKind } from '../../contract/vocabulary.js';
import { DomainError } from '../domain-error.js';
import { freeTextsOf } from './free-texts.js';
import { screen, type FreeText } from './screen.js';

/** What someone wanted to save, and for which kind of agency; without one for themselves. */
interface Attempt {
  what: string;
  actor?: { agencyKind: AgencyKind };
}

/** What kind of thing identifies a person, and in which field; never what it is. */
export interface PersonData {
  readonly path: string;
  readonly kind: PersonDataKind;
}

/** Says what kinds stood where, and never what stood there. */
export class PersonDataFound extends DomainError {
  /** All that may be logged of it. */
  readonly account: string;

  constructor(
    readonly found: readonly PersonData[],
    { what, actor }: Attempt,
  ) {
    super('person-data', 'The text identifies a person. Write place, time and phenomenon instead.');
    const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
    const whose = actor ? ` of ${actor.agencyKind}` : '';
    this.account = `Refused ${what}${whose} that holds ${kinds.join(', ')}`;
  }
}

/**
 * What identifies a person in a command or a plan, whose free texts are taken together. `path` is where it
 * stands in what was sent.
 */
export function personDataIn(value: object, path: readonly string[] = []): PersonData[] {
  return personDataInTexts(freeTextsOf(value, path));
}

/** Refuses a plan whose free texts, taken together, identify a person. */
export function refusePersonData(value: object, attempt: Attempt): void {
  refuseFound(personDataIn(value), attempt);
}

/** As `refusePersonData`, of texts that the caller names. */
export function refuseTexts(texts: readonly FreeText[], attempt: Attempt): void {
  refuseFound(personDataInTexts(texts), attempt);
}

/** Refuses what the guard has found something in. */
export function refuseFound(found: readonly PersonData[], attempt: Attempt): void {
  if (found.length > 0) throw new PersonDataFound(found, attempt);
}

function personDataInTexts(texts: readonly FreeText[]): PersonData[] {
  return screen(texts).flatMap(({ kind, parts }) => parts.map(({ path }) => ({ path, kind })));
}
