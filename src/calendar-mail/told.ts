// What a calendar is told of a meeting: that it is held, as planned at that moment, or that it is no more.
// As it is stored, so that two of them can be compared where they lie.

export interface Told {
  readonly method: 'REQUEST' | 'CANCEL';
  /** That it is no more for this person, though it is held. */
  readonly isUninvited?: true;
  readonly title: string;
  readonly venue: string;
  readonly timeZone: string;
  /** In milliseconds since 1970, which no setting of a database session writes in another way. */
  readonly startsAt: number;
  readonly endsAt: number;
}
