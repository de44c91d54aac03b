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

/** Says what kinds stood where, and never what stood there. */
export class PersonDataFound extends DomainError {
  /** All that may be logged of it. */
  readonly account: string;

  constructor(
    readonly found: readonly { path: string; kind: PersonDataKind }[],
    { what, actor }: Attempt,
  ) {
    super('person-data', 'The text identifies a person. Write place, time and phenomenon instead.');
    const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
    const whose = actor ? ` of ${actor.agencyKind}` : '';
    this.account = `Refused ${what}${whose} that holds ${kinds.join(', ')}`;
  }
}

/**
 * Refuses a command or a plan whose free texts, taken together, identify a person. `path` is where it
 * stands in what was sent.
 */
export function refusePersonData(
  value: object,
  attempt: Attempt,
  path: readonly string[] = [],
): void {
  refuseTexts(freeTextsOf(value, path), attempt);
}

/** As `refusePersonData`, of texts that the caller names. */
export function refuseTexts(texts: readonly FreeText[], attempt: Attempt): void {
  const found = screen(texts).flatMap(({ kind, parts }) =>
    parts.map((part) => ({ path: part.path, kind })),
  );
  if (found.length > 0) throw new PersonDataFound(found, attempt);
}
