// What the bench and its load process say to each other.

export interface PersonPlan {
  cookie: string;
  agencyId: string;
}

export interface MeetingPlan {
  partnershipId: string;
  meetingId: string;
  placeId: string;
  people: PersonPlan[];
  /** How many of the people write; each has a note of their own. */
  writers: number;
}

/** As fast as edits are answered, by the clock, or so many by each writer. */
export type Pace =
  | { kind: 'saturated'; seconds: number }
  | { kind: 'steady'; perSecond: number; seconds: number }
  | { kind: 'counted'; edits: number };

export interface Requests {
  /** A new crowd connects and joins, and every writer finds or makes a note. */
  gather: { origins: string[]; meetings: MeetingPlan[] };
  /** From now on `return` continues from what everyone knows at this moment. */
  remember: Record<string, never>;
  /** Everybody, or all but the writers, go away. */
  part: { writersStay: boolean };
  /** All connect at once and catch up from what they remember. */
  return: { origins: string[] };
  work: Pace;
}

export interface Answers {
  gather: null;
  remember: null;
  part: null;
  return: { ms: number; disorder: Disorder };
  work: Work;
}

export interface Disorder {
  outOfOrder: number;
  doubled: number;
  missed: number;
}

export interface Work {
  /** Edits acknowledged within the time, and the time. */
  edits: number;
  seconds: number;
  /** Edits heard by someone, once for each listener. */
  deliveries: number;
  /** From submitting an edit until the last listener of its meeting had it. */
  p50: number;
  p99: number;
  refused: number;
  /** Over everything heard since these listeners gathered. */
  disorder: Disorder;
}

export type RequestName = keyof Requests;
