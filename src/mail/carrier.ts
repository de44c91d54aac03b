// What takes a letter away. There is one for each installation: a mail server, the demonstration's own
// outbox, or none.
import type { Letter } from './letter.js';

/** The mail server will not take this letter, however often it is asked. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** The letter was given to the mail server, whose answer never came: it may have left, or not. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export abstract class Carrier {
  /**
   * Takes the letter or throws; with any error but `Unanswered` it surely has not left. By its id another
   * copy of the same can be known as such.
   */
  abstract carry(letter: Letter, id: string): Promise<void>;
}
