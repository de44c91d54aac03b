// What a decision is made of: who asks, what is known, and the drafts of what shall have happened.
import type { StreamKey } from '../../contract/audience.js';
import type { CommandOf, CommandType, Version } from '../../contract/commands.js';
import type { Change, EventType } from '../../contract/events.js';
import type { AgencyKind } from '../../contract/vocabulary.js';
import { DomainError } from '../domain-error.js';
import type { PersonData } from '../person-guard/refuse-person-data.js';
import type { Actor } from './access.js';
import { liesWithin, mayHear, reaches, streamOf } from './audience.js';
import type { Board } from './board.js';
import { isAtVersion } from './version.js';
import type { CoordinatedAction, MeetingHeader } from '../../contract/board.js';
import type { Audience } from '../../contract/audience.js';

/** A board that has its meeting; only a page that has not yet joined holds one without. */
export type MeetingBoard = Board & { readonly meeting: MeetingHeader };

/** What a decision may look up about the partnership. */
export interface PartnershipDirectory {
  /** With those that are at the table no more: what they did before stays theirs. */
  agencies: ReadonlyMap<string, { kind: AgencyKind; isRetired: boolean }>;
  places: ReadonlyMap<string, { isRetired: boolean }>;
}

export interface DecisionContext {
  actor: Actor;
  /** What in the command identifies a person: whoever has a command decided has let the person guard look. */
  personData: readonly PersonData[];
  /** The instant the command is decided, as the wire writes it. */
  now: string;
  newId: () => string;
  directory: PartnershipDirectory;
  /** Boards of earlier meetings of the series that may hold open actions; read only to open a meeting. */
  earlier: readonly MeetingBoard[];
}

/** An event without its place in the stream: revisions inside `changes` are stamped when it is recorded. */
export interface EventDraft {
  meetingId: string;
  stream: StreamKey;
  type: EventType;
  changes: Change[];
}

export interface Decision {
  drafts: EventDraft[];
  /** The entry that the command made or changed, if it was one. */
  entryId: string | null;
}

export type Decide<Type extends CommandType> = (
  board: MeetingBoard,
  command: CommandOf<Type>,
  context: DecisionContext,
) => Decision;

/** The place of an entry that has not been recorded yet. */
export const UNRECORDED = 0;

/** Finds an entry the actor may hear; what they may not hear is not found either. */
export function find<Entry extends { audience: Audience }>(
  list: ReadonlyMap<string, Entry>,
  id: string,
  actor: Actor,
): Entry {
  const entry = list.get(id);
  if (!entry || !mayHear(actor, entry.audience)) throw new DomainError('not-found');
  return entry;
}

/** An action that still lives on this board: one that was carried over changes only where it went. */
export function findLive(board: MeetingBoard, actionId: string, actor: Actor): CoordinatedAction {
  const action = find(board.actions, actionId, actor);
  if (action.carriedTo)
    throw new DomainError('carried-over', 'The action goes on at a later meeting.', action);
  return action;
}

/**
 * Keeps what one reader gets small enough to send whole. Only what the author may hear counts, or a
 * full board would tell of entries that are not theirs to know.
 */
export function assertRoom(
  list: ReadonlyMap<string, { audience: Audience }>,
  most: number,
  actor: Actor,
): void {
  const heard = [...list.values()].filter((entry) => mayHear(actor, entry.audience));
  if (heard.length >= most) throw new DomainError('board-full');
}

/** Refuses an edit of something that has changed since the author read it. */
export function assertCurrent(
  entry: { audience: Audience; revision: number },
  basedOn: Version,
): void {
  if (!isAtVersion(entry, basedOn)) throw new DomainError('stale', undefined, entry);
}

/** Refuses an audience the author could not read themselves, or that names an unknown agency. */
export function assertMayAddress(audience: Audience, context: DecisionContext): void {
  const { actor } = context;
  if (audience.kind === 'agencies') for (const id of audience.agencyIds) assertAtTable(id, context);
  if (!reaches(audience, actor))
    throw new DomainError('audience-mismatch', 'The author must be part of the audience.');
  if (!mayHear(actor, audience)) throw new DomainError('sign-in-too-weak');
}

/** Whether everyone of an audience has heard what another one was told. */
export function hasHeard(audience: Audience, told: Audience, context: DecisionContext): boolean {
  return liesWithin(audience, told, kindOf(context));
}

export function kindOf({ directory }: DecisionContext) {
  return (agencyId: string) => directory.agencies.get(agencyId)?.kind;
}

/** Refuses an agency that is not, or no more, at the table; those in `before` were named already. */
export function assertAtTable(
  agencyId: string,
  { directory }: DecisionContext,
  before: readonly string[] = [],
): AgencyKind {
  const agency = directory.agencies.get(agencyId);
  if (!agency || (agency.isRetired && !before.includes(agencyId)))
    throw new DomainError('unknown-reference', 'An agency is not in the partnership.');
  return agency.kind;
}

/** As `assertAtTable`, of a place; `before` is where the entry was. */
export function assertKnownPlace(
  placeId: string,
  { directory }: DecisionContext,
  before?: string,
): void {
  const place = directory.places.get(placeId);
  if (!place || (place.isRetired && placeId !== before))
    throw new DomainError('unknown-reference', 'The place is not in the partnership.');
}

export function draft(
  board: MeetingBoard,
  audience: Audience,
  type: EventType,
  ...changes: Change[]
): EventDraft {
  return { meetingId: board.meeting.id, stream: streamOf(audience), type, changes };
}
