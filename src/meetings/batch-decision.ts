// Decides a batch: one command after another, each on the boards as those before it have left them. A
// refused command changes nothing and refuses only itself.
import { hash } from 'node:crypto';
import type { CommandEnvelope, CommandOutcome } from '../contract/commands.js';
import {
  attendeeOf,
  type CurrentDirectory,
  type Identified,
} from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { decide } from '../domain/meeting/decide.js';
import { personDataIn, type PersonData } from '../domain/person-guard/refuse-person-data.js';
import { newId } from '../platform/ids.js';
import type { Settled } from '../platform/batch-queue.js';
import { append, type Work } from './board-work.js';
import type { MeetingCommandRow } from './rows/meeting-command-row.js';

/** Who gives a command, as their session names them; null where the demonstration tells its story. */
export interface Commander extends Identified {
  readonly sessionId: string | null;
}

/** A command as it waits for its turn, with what needs nothing but itself to be known. */
export interface Submission {
  who: Commander;
  envelope: CommandEnvelope;
  /** By which a command that is sent again is told from another one under the same id. */
  fingerprint: string;
  personData: readonly PersonData[];
}

/** What it takes long to find out is found out as a command comes, and holds up no batch. */
export function submissionOf(who: Commander, envelope: CommandEnvelope): Submission {
  const { command } = envelope;
  return {
    who,
    envelope,
    fingerprint: hash('sha256', JSON.stringify(command), 'base64url'),
    personData: personDataIn(command, ['command']),
  };
}

/** What a batch is decided on; the works are what becomes of it. */
export interface Grounds {
  directory: CurrentDirectory;
  /** The meetings it may change, by their ids. */
  works: ReadonlyMap<string, Work>;
  /** Those of its commands that were carried out before. */
  seen: ReadonlyMap<string, MeetingCommandRow>;
  /** Those of its sessions that have ended. */
  ended: ReadonlySet<string>;
  at: Date;
}

export interface DecidedBatch {
  settled: Settled<CommandOutcome>[];
  /** The meetings that something happened to. */
  works: Work[];
  /** The commands to remember as carried out. */
  commands: MeetingCommandRow[];
  rightsVersion: number;
}

export function decideBatch(batch: readonly Submission[], grounds: Grounds): DecidedBatch {
  const { directory, works, ended, at } = grounds;
  const seen = new Map(grounds.seen);
  const commands: MeetingCommandRow[] = [];
  const settled = batch.map((submission): Settled<CommandOutcome> => {
    try {
      const { who, envelope } = submission;
      if (who.sessionId !== null && ended.has(who.sessionId))
        throw new DomainError('not-signed-in');
      const actor = attendeeOf(directory, envelope, who);
      const repeated = seen.get(envelope.commandId);
      if (repeated) return { ok: true, value: firstOutcome(repeated, submission) };
      const entryId = carryOut(actor, submission, grounds);
      const row = toCommandRow(submission, entryId, at);
      seen.set(row.commandId, row);
      commands.push(row);
      return { ok: true, value: { commandId: row.commandId, entryId } };
    } catch (error) {
      if (error instanceof DomainError) return { ok: false, error };
      throw error;
    }
  });
  const changed = [...works.values()].filter(({ events }) => events.length > 0);
  return { settled, works: changed, commands, rightsVersion: directory.rightsVersion };
}

/** Decides one command on the boards as they have become, and lets it happen to them. */
function carryOut(
  actor: Actor,
  { envelope: { meetingId, command }, personData }: Submission,
  { works, directory, at }: Grounds,
): string | null {
  const work = works.get(meetingId);
  if (!work) throw new DomainError('not-found');
  const { drafts, entryId } = decide(work.state.board, command, {
    actor,
    personData,
    now: at.toISOString(),
    newId,
    directory,
    earlier: [...works.values()].filter((one) => one !== work).map((one) => one.state.board),
  });
  for (const [id, touched] of works) {
    const own = drafts.filter((draft) => draft.meetingId === id);
    if (own.length > 0)
      append(touched, own, { ...actor, at, rightsVersion: directory.rightsVersion });
  }
  return entryId;
}

/** The answer a command had the first time, for the one who gave it then and means the same now. */
function firstOutcome(row: MeetingCommandRow, { who, fingerprint }: Submission): CommandOutcome {
  if (row.personId !== who.personId || row.fingerprint !== fingerprint)
    throw new DomainError('command-id-reused');
  return { commandId: row.commandId, entryId: row.entryId };
}

function toCommandRow(
  { who, envelope, fingerprint }: Submission,
  entryId: string | null,
  at: Date,
): MeetingCommandRow {
  const { partnershipId, meetingId, commandId } = envelope;
  return {
    partnershipId,
    meetingId,
    commandId,
    personId: who.personId,
    fingerprint,
    entryId,
    at,
  };
}

/** The sessions by which a batch is given. */
export function sessionsOf(batch: readonly Submission[]): string[] {
  return [...new Set(batch.flatMap(({ who }) => who.sessionId ?? []))];
}
