// The members of a partnership, as of whenever one asks. A directory is kept for as long as no rights
// change, and the hour at which a guest's pass ends changes none: so it is the clock that ends it here.
import { isOver, type Actor } from '../domain/meeting/access.js';
import type { Clock } from '../platform/clock.js';

export type Member = Pick<Actor, 'agencyId' | 'role' | 'onlyMeetingId' | 'endsAt'>;

export class Members {
  private readonly byPerson = new Map<string, Member>();

  constructor(private readonly clock: Clock) {}

  add(personId: string, member: Member): void {
    this.byPerson.set(personId, member);
  }

  /** Makes a member the guest of one meeting alone. */
  narrow(personId: string, pass: Required<Pick<Member, 'onlyMeetingId' | 'endsAt'>>): void {
    const member = this.byPerson.get(personId);
    if (member) this.byPerson.set(personId, { ...member, ...pass });
  }

  /** Nothing of those who are no members, or are so no longer. */
  get(personId: string): Member | undefined {
    const member = this.byPerson.get(personId);
    return member && !isOver(member, this.clock.now()) ? member : undefined;
  }
}
