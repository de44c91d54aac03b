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

/** The start that each letter told, by its number. */
export type StartsTold = Readonly<Record<string, number>>;

/** Which start an answer to a letter is about; its calendar may count otherwise than we do. */
export function startToldBy(told: StartsTold, sequence: number): Date | null {
  const letters = Object.entries(told)
    .map(([number, startsAt]) => ({ number: Number(number), startsAt }))
    .sort((one, other) => one.number - other.number);
  const answered = letters.findLast(({ number }) => number <= sequence) ?? letters[0];
  return answered ? new Date(answered.startsAt) : null;
}
