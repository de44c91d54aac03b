// Who is signed in. A session lives in the database, so every process knows it and its end is an end
// everywhere: requests fail with their next look, sockets are told by a hint and found by polling.
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { Membership } from '../contract/directory.js';
import type { Session } from '../contract/session.js';
import type { SignInMethod } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import { Clock } from '../platform/clock.js';
import { ASKED_BY_CROWDS, BatchQueue, type Settled } from '../platform/batch-queue.js';
import { runAlone, uuidArray } from '../platform/database/prepared.js';
import { inSnapshot, inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { deviceOf } from './device.js';
import { endedAmong, endedEntries, endHere, OPENED_PARTNERSHIPS } from './end-sessions.js';
import { SessionRow } from './rows/session-row.js';
import { hashOf, newSecret } from './secret.js';
import { SessionCookie } from './session-cookie.js';
import { opensClosed } from './sign-in-strength.js';

/** A session ends when nobody has used it for this long. */
export const IDLE_END_MS = 12 * 60 * 60 * 1000;
/** A session ends this long after signing in, however much it is used. */
export const ABSOLUTE_END_MS = 30 * 24 * 60 * 60 * 1000;
/** That a session is in use is written down at most this often. */
const SEEN_WRITTEN_EVERY_MS = 60 * 1000;

/** A session that holds at this moment. */
export interface SignedIn {
  readonly id: string;
  readonly personId: string;
  readonly method: SignInMethod;
  /** Whether that way of signing in opens more than what everyone at the table hears. */
  readonly opensClosed: boolean;
  /** The partnerships it opens; null when it opens all that the person is a member of. */
  readonly partnershipIds: readonly string[] | null;
  /** When it ends unless it is used before. */
  readonly expiresAt: Date;
}

/** How someone has signed in, and how far that reaches. */
export interface Entry {
  readonly personId: string;
  readonly method: SignInMethod;
  readonly partnershipIds: string[] | null;
  readonly passkeyId?: string;
}

/** What a browser says of itself when someone signs in with it. */
export type BrowserHeaders = Pick<IncomingHttpHeaders, 'cookie' | 'user-agent'>;

/** A session just begun; the secret is known here once and then only to the browser. */
export interface NewSession extends SignedIn {
  readonly secret: string;
  /** When it ends at the latest. */
  readonly endsAt: Date;
}

@Injectable()
export class SessionService {
  private readonly looks = new BatchQueue<Buffer, SignedIn | null>(ASKED_BY_CROWDS, (hashes) =>
    this.lookUp(hashes),
  );

  private readonly holding = new BatchQueue<string, boolean>(ASKED_BY_CROWDS, async (ids) => {
    const ended = new Set(await this.endedAmong(ids));
    return ids.map((id) => ({ ok: true, value: !ended.has(id) }));
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cookie: SessionCookie,
    private readonly audit: AuditLog,
  ) {}

  /** Whose session a Cookie header holds; null when it holds none that is still good. */
  async authenticate(cookieHeader: string | undefined): Promise<SignedIn | null> {
    const secret = this.cookie.secretIn(cookieHeader);
    if (secret === undefined) return null;
    return this.looks.submit('', hashOf(secret));
  }

  /**
   * Begins a session as part of the caller's transaction. The one the browser came with ends: a
   * session never outlives a sign-in, nor does a secret that someone planted before it.
   */
  async begin(
    manager: EntityManager,
    entry: Entry,
    { cookie, 'user-agent': userAgent }: BrowserHeaders,
  ): Promise<NewSession> {
    const now = this.clock.now();
    const before = this.cookie.secretIn(cookie);
    const ended =
      before === undefined ? [] : await endHere(manager, 'secret_hash = $1', hashOf(before));

    const secret = newSecret();
    const session = { id: newId(), ...entry, createdAt: now, expiresAt: endOf(now, now) };
    await manager.insert(SessionRow, {
      ...session,
      ...deviceOf(userAgent),
      secretHash: hashOf(secret),
      seenAt: now,
    });
    await this.audit.record(manager, ...endedEntries(ended, 'signed-in-again'), {
      partnershipIds: await partnershipsOpenedBy(manager, session.id),
      kind: 'session.began',
      personId: entry.personId,
      detail: { sessionId: session.id, method: entry.method },
    });
    const endsAt = new Date(now.getTime() + ABSOLUTE_END_MS);
    return { ...session, opensClosed: opensClosed[entry.method], secret, endsAt };
  }

  /** Ends a session everywhere. */
  async end(sessionId: string): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const ended = await endHere(manager, 'id = $1', sessionId);
      await this.audit.record(manager, ...endedEntries(ended, 'signed-out'));
    });
  }

  /** Which of these sessions have ended, by sign-out or by time. */
  async endedAmong(sessionIds: Iterable<string>): Promise<string[]> {
    const rows = await runAlone<{ id: string }[]>(this.dataSource, endedAmong('$1', '$2'), [
      uuidArray(sessionIds),
      this.clock.now(),
    ]);
    return rows.map(({ id }) => id);
  }

  /** Throws `not-signed-in` for a session that has ended. */
  async assertHolds(sessionId: string): Promise<void> {
    if (!(await this.holding.submit('', sessionId))) throw new DomainError('not-signed-in');
  }

  private async lookUp(hashes: Buffer[]): Promise<Settled<SignedIn | null>[]> {
    const now = this.clock.now();
    const rows = await runAlone<UsedSession[]>(
      this.dataSource,
      // A crowd's: what is read for each of them is no more than is needed.
      `SELECT turn::int, id, person_id AS "personId", method, partnership_ids AS "partnershipIds",
         CASE WHEN seen_at <= $3 THEN created_at END AS "createdAt", expires_at AS "expiresAt"
       FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (secret_hash, turn)
         JOIN session USING (secret_hash)
       WHERE expires_at > $2`,
      [hashes, now, new Date(now.getTime() - SEEN_WRITTEN_EVERY_MS)],
    );
    await this.noteUse(rows, now);
    const found = new Map(rows.map((row) => [row.turn, row]));
    return hashes.map((_, index) => {
      const row = found.get(index + 1);
      if (!row) return { ok: true, value: null };
      const { id, personId, method, partnershipIds, expiresAt } = row;
      const value = {
        id,
        personId,
        method,
        opensClosed: opensClosed[method],
        partnershipIds,
        expiresAt,
      };
      return { ok: true, value };
    });
  }

  /** Moves the end of sessions that are in use, where that has not been done just now. */
  private async noteUse(rows: readonly UsedSession[], now: Date): Promise<void> {
    const used: UsedSession[] = [];
    for (const row of rows) {
      if (!row.createdAt) continue;
      row.expiresAt = endOf(row.createdAt, now);
      used.push(row);
    }
    if (used.length === 0) return;
    await this.dataSource.query(
      `UPDATE session SET seen_at = $1, expires_at = used.expires_at
       FROM unnest($2::uuid[], $3::timestamptz[]) AS used (id, expires_at)
       WHERE session.id = used.id`,
      [now, used.map(({ id }) => id), used.map(({ expiresAt }) => expiresAt)],
    );
  }

  /** The session as the page knows it: who one is, and where one is a member. */
  describe(signedIn: SignedIn): Promise<Session> {
    const { personId, opensClosed, partnershipIds, expiresAt } = signedIn;
    return inSnapshot(this.dataSource, async (manager) => {
      const [person] = await manager.query<Session['person'][]>(
        'SELECT id, name FROM person WHERE id = $1',
        [personId],
      );
      if (!person) throw new DomainError('not-signed-in');
      const memberships = await manager.query<MembershipFound[]>(
        `SELECT partnership.id AS "partnershipId", partnership.name AS "partnershipName",
            agency.id AS "agencyId", agency.name AS "agencyName", role,
            guest_pass.meeting_id AS "meetingId", ends_at AS "endsAt"
           FROM membership
           JOIN partnership ON partnership.id = membership.partnership_id
           JOIN agency ON agency.partnership_id = membership.partnership_id
             AND agency.id = membership.agency_id
           LEFT JOIN guest_pass ON guest_pass.partnership_id = membership.partnership_id
             AND guest_pass.person_id = membership.person_id
          WHERE membership.person_id = $1 AND ($2::uuid[] IS NULL OR partnership.id = ANY ($2))
            AND (ends_at IS NULL OR ends_at > $3)
          ORDER BY partnership.name, partnership.id`,
        [personId, partnershipIds, this.clock.now()],
      );
      return {
        person,
        memberships: memberships.map(toMembership),
        opensClosed,
        expiresAt: expiresAt.toISOString(),
      };
    });
  }
}

/** What a look at a session needs of its row. */
interface UsedSession extends Pick<
  SessionRow,
  'id' | 'personId' | 'method' | 'partnershipIds' | 'expiresAt'
> {
  /** Which of those looked for it is, from 1. */
  readonly turn: number;
  /** When it began; null where its use has been written down just now. */
  readonly createdAt: Date | null;
}

interface MembershipFound extends Omit<Membership, 'guestOf'> {
  readonly meetingId: string | null;
  readonly endsAt: Date | null;
}

function toMembership({ meetingId, endsAt, ...membership }: MembershipFound): Membership {
  const guestOf = meetingId && endsAt ? { meetingId, endsAt: endsAt.toISOString() } : null;
  return { ...membership, guestOf };
}

/** `not-found` for a partnership that the way someone signed in does not open to them. */
export function assertOpens(
  { partnershipIds }: Pick<SignedIn, 'partnershipIds'>,
  partnershipId: string,
): void {
  if (partnershipIds && !partnershipIds.includes(partnershipId)) throw new DomainError('not-found');
}

async function partnershipsOpenedBy(manager: EntityManager, sessionId: string): Promise<string[]> {
  const [row] = await manager.query<{ ids: string[] }[]>(
    `SELECT ${OPENED_PARTNERSHIPS} AS ids FROM session WHERE id = $1`,
    [sessionId],
  );
  return row?.ids ?? [];
}

function endOf(createdAt: Date, seenAt: Date): Date {
  return new Date(Math.min(seenAt.getTime() + IDLE_END_MS, createdAt.getTime() + ABSOLUTE_END_MS));
}
