// What the lines of a record are made of.
import type { DetailWords } from './detail-words.js';

/** How those are called that a record names by id, and days. */
export interface Names {
  person(id: string): string;
  agency(id: string): string;
  place(id: string): string;
  /** Null for one that is not known. */
  meeting(id: string): string | null;
  date(on: string): string;
  list(names: readonly string[]): string;
}

/** All that lines are made of. */
export interface Wording {
  readonly details: DetailWords;
  readonly names: Names;
  readonly kinds: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
  readonly agencyKinds: Readonly<Record<string, string>>;
  /** All agencies of a kind. */
  readonly kindsOf: Readonly<Record<string, string>>;
  /** Whom a new entry reaches at first. */
  readonly initialAudiences: Readonly<Record<string, string>>;
  readonly common: {
    readonly onlyAuthorities: string;
    readonly onlyAgencies: (names: string) => string;
  };
}

/** Nothing for a code that has no words: it would say nothing to those who read. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
