// What answers before a meeting say. Each was given for a start; once the meeting has another, it says
// nothing of whether one comes.
import type { Rsvp } from '../../contract/rsvp.js';

type Said = Pick<Rsvp, 'personId' | 'agencyId' | 'answer' | 'deputy' | 'isBeforeMove'>;

/**
 * The agency of everyone who comes, by person. A deputy who has been named comes by that, unless they
 * have said otherwise themselves.
 */
export function comingIn(answers: readonly Said[]): Map<string, string> {
  const current = answers.filter(({ isBeforeMove }) => !isBeforeMove);
  const coming = new Map<string, string>();
  for (const { agencyId, deputy } of current) if (deputy) coming.set(deputy.personId, agencyId);
  for (const { personId, agencyId, answer } of current)
    if (answer === 'comes') coming.set(personId, agencyId);
    else coming.delete(personId);
  return coming;
}

export interface Given {
  readonly at: Date;
  /** Null where nobody has noted it: then it is the one that the meeting has. */
  readonly forStart: Date | null;
}

/** Whether an answer stays when another arrives: one for the time that holds does, then the later one. */
export function staysBefore(standing: Given, arriving: Given, startsAt: Date): boolean {
  const isForNow = ({ forStart }: Given) => (forStart ?? startsAt).getTime() === startsAt.getTime();
  if (isForNow(standing) !== isForNow(arriving)) return isForNow(standing);
  return standing.at > arriving.at;
}
