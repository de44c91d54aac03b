// Who has a board open and what they are writing in, over all server processes. Kept in an unlogged
// table and told by hints: it may be lost and comes again, unlike everything in the log.
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../domain/meeting/access.js';
import { keyOf, nameOf, type BoardKey } from '../meetings/board-key.js';
import { ASKED_BY_CROWDS, BatchQueue, type Settled } from '../platform/batch-queue.js';
import { upsertRows } from '../platform/database/bulk-write.js';
import { runAlone } from '../platform/database/prepared.js';
import { newId } from '../platform/ids.js';
import { describeError } from '../platform/logging.js';
import { digest, digestOf, ROW_TEXT, textOf } from './presence-digest.js';
import { PresenceRow } from './rows/presence-row.js';

export const PRESENCE_CHANNEL = 'presence';

const HEARTBEAT_EVERY_MS = 10_000;
/** A process not heard of for this long is gone, and all who came through it. */
const GONE_AFTER_SECONDS = 30;
/** Several changes within this time are told as one; while many meetings have news, within more. */
const GATHER_MS = 150;
const GATHER_MS_FOR_EACH_MEETING = 3;

export interface Writing {
  stream: string;
  entryId: string;
}

/** A connection at a meeting. */
type Place = Pick<PresenceRow, 'partnershipId' | 'meetingId' | 'connectionId'>;

/** A connection that is there through this process. */
interface Here extends Place {
  readonly actor: Actor;
  writing: Writing | null;
}

/** A connection as the table knows it. */
type Known = Place & { text: string };

/** What stands in the table, in short: of this process, and of all. */
interface Digests {
  own: string | null;
  all: string | null;
}

/**
 * A process lives as long as one of its rows has been seen lately: to write thousands would take long. Here
 * another one than those of these connections, which may be about to go.
 */
const SAY_ALIVE = `
  UPDATE presence SET seen_at = $2
  WHERE ctid = (
    SELECT ctid FROM presence WHERE process_id = $1 AND connection_id <> ALL ($3) LIMIT 1)`;
const DIGESTS = `
  SELECT ${digestOf('text')} AS "all", ${digestOf('text', 'process_id = $1')} AS own
  FROM (SELECT process_id, ${ROW_TEXT} AS text FROM presence) AS row`;

/** What is told of a connection. */
export type Present = Pick<
  PresenceRow,
  'agencyId' | 'personId' | 'opensClosed' | 'editingStream' | 'editingEntryId'
>;

/** Who tells those at a meeting who is there. */
export interface PresenceTeller {
  /** Whether anybody here is at the meeting of this name. */
  serves: (name: string) => boolean;
  show: (key: BoardKey, rows: Present[]) => void;
}

@Injectable()
export class PresenceService implements OnApplicationShutdown {
  private readonly logger = new Logger('Presence');
  private readonly processId = newId();
  /**
   * Who is here through this process, by meeting and connection: what the table shall say, whatever
   * becomes of it.
   */
  private readonly own = new Map<string, Map<string, Here>>();
  private readonly touched = new BatchQueue<Place, void>(ASKED_BY_CROWDS, (places) =>
    this.store(places),
  );
  /** Meetings whose presence is to be told at the end of the moment that has begun. */
  private readonly gathered = new Set<string>();
  private gathering: NodeJS.Timeout | undefined;
  /** How many meetings were told last. */
  private told = 0;
  /** Whether there may be news that were not told, and what the table said at the last beat, in short. */
  private hasNews = false;
  private lastDigest: string | null | undefined;
  private teller: PresenceTeller | undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Names the one who tells sockets who is there, and begins to say that this process lives. */
  start(teller: PresenceTeller): void {
    this.teller = teller;
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.heartbeat);
    clearTimeout(this.gathering);
    this.own.clear();
    await this.touched.close();
    await this.removeWhere('process_id = $1', [this.processId]);
  }

  enter(connectionId: string, actor: Actor, key: BoardKey): Promise<void> {
    const { partnershipId, meetingId } = key;
    const here: Here = { partnershipId, meetingId, connectionId, actor, writing: null };
    const atMeeting = this.own.get(nameOf(key)) ?? new Map<string, Here>();
    this.own.set(nameOf(key), atMeeting.set(connectionId, here));
    return this.touch(here);
  }

  /** Says which entry someone who is there writes in just now; null when in none. */
  async write(connectionId: string, key: BoardKey, writing: Writing | null): Promise<void> {
    const here = this.own.get(nameOf(key))?.get(connectionId);
    if (!here) return;
    here.writing = writing;
    await this.touch(here);
  }

  async leave(connectionId: string, key: BoardKey): Promise<void> {
    const atMeeting = this.own.get(nameOf(key));
    const here = atMeeting?.get(connectionId);
    if (!here) return;
    atMeeting?.delete(connectionId);
    if (atMeeting?.size === 0) this.own.delete(nameOf(key));
    await this.touch(here);
  }

  /** A hint that presence at a meeting has changed somewhere; of use where somebody here is at it. */
  hint(name: string): void {
    this.hasNews = true;
    this.gather(name);
  }

  private gather(name: string): void {
    if (this.gathered.has(name) || !this.teller?.serves(name)) return;
    this.gathered.add(name);
    const moment = GATHER_MS + this.told * GATHER_MS_FOR_EACH_MEETING;
    this.gathering ??= setTimeout(() => void this.tellGathered(), moment);
  }

  private async tellGathered(): Promise<void> {
    const keys = [...this.gathered].map(keyOf);
    this.gathered.clear();
    this.gathering = undefined;
    this.told = keys.length;
    await this.quietly(async () => {
      // By hand: of thousands of rows TypeORM makes objects for so long that everybody waits.
      const rows = await runAlone<(Present & { turn: number })[]>(
        this.dataSource,
        `SELECT turn::int, agency_id AS "agencyId", person_id AS "personId",
           opens_closed AS "opensClosed", editing_stream AS "editingStream",
           editing_entry_id AS "editingEntryId"
         FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY
             AS asked (partnership_id, meeting_id, turn)
           JOIN presence USING (partnership_id, meeting_id)`,
        [keys.map((key) => key.partnershipId), keys.map((key) => key.meetingId)],
      );
      const rowsOf = keys.map((key) => ({ key, present: new Array<Present>() }));
      for (const row of rows) rowsOf[row.turn - 1]?.present.push(row);
      for (const { key, present } of rowsOf) this.teller?.show(key, present);
    });
  }

  private touch(place: Place): Promise<void> {
    this.hasNews = true;
    return this.quietly(() => this.touched.submit('', place));
  }

  /** Writes what is so by now at these places, whatever it was when they were touched. */
  private async store(places: Place[]): Promise<Settled<void>[]> {
    const { manager } = this.dataSource;
    const present = new Set<Here>();
    const gone: Place[] = [];
    for (const place of places) {
      const here = this.hereAt(place);
      if (here) present.add(here);
      else gone.push(place);
    }
    await upsertRows(
      manager,
      PresenceRow,
      [...present].map((here) => this.rowOf(here)),
    );
    if (gone.length > 0) {
      const connectionIds = gone.map((place) => place.connectionId);
      await this.sayAlive(connectionIds);
      await manager.query(
        `DELETE FROM presence WHERE (partnership_id, meeting_id, connection_id)
           IN (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]))`,
        [
          gone.map((place) => place.partnershipId),
          gone.map((place) => place.meetingId),
          connectionIds,
        ],
      );
    }
    await this.announce(places.map(nameOf));
    return places.map(() => ({ ok: true, value: undefined }));
  }

  private async sayAlive(except: readonly string[] = []): Promise<void> {
    await runAlone(this.dataSource, SAY_ALIVE, [this.processId, new Date(), except]);
  }

  /**
   * Says that this process lives, looks whether the table says what is so, and clears out those who came
   * through a process that is gone.
   */
  async beat(): Promise<void> {
    const hadNews = this.hasNews;
    this.hasNews = false;
    await this.quietly(async () => {
      await this.sayAlive();
      const [digests] = await runAlone<Digests[]>(this.dataSource, DIGESTS, [this.processId]);
      const own = [...this.own.values()].flatMap((there) => [...there.values()]);
      if (digests?.own !== digest(own.map(textOf))) await this.mend(own);
      // A hint may have been lost: those here learn by the next beat at the latest who is there.
      if (hadNews || digests?.all !== this.lastDigest)
        for (const name of this.own.keys()) this.gather(name);
      this.lastDigest = digests?.all;
    });
    await this.removeWhere(
      `process_id IN (
         SELECT process_id FROM presence WHERE process_id <> $2 GROUP BY process_id
         HAVING max(seen_at) < now() - make_interval(secs => $1))`,
      [GONE_AFTER_SECONDS, this.processId],
    );
  }

  /** Makes the table say again what is so, should a crash have emptied it or a removal have failed. */
  private async mend(own: readonly Here[]): Promise<void> {
    const known = await runAlone<Known[]>(
      this.dataSource,
      `SELECT partnership_id AS "partnershipId", meeting_id AS "meetingId",
         connection_id AS "connectionId", ${ROW_TEXT} AS text
       FROM presence WHERE process_id = $1`,
      [this.processId],
    );
    const missed = new Set(own);
    const ghosts: Place[] = [];
    for (const row of known) {
      const here = this.hereAt(row);
      if (!here) ghosts.push(row);
      else if (textOf(here) === row.text) missed.delete(here);
    }
    // In one line if it fails, and not in one for each of thousands.
    await Promise.all([...missed, ...ghosts].map((place) => this.touched.submit('', place)));
  }

  private async removeWhere(condition: string, values: unknown[]): Promise<void> {
    await this.quietly(async () => {
      const [rows] = await this.dataSource.query<[{ name: string }[], number]>(
        `DELETE FROM presence WHERE ${condition}
         RETURNING partnership_id || '/' || meeting_id AS name`,
        values,
      );
      await this.announce(rows.map((row) => row.name));
    });
  }

  private async announce(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await runAlone(
      this.dataSource,
      'SELECT pg_notify($1, name) FROM (SELECT DISTINCT unnest($2::text[])) AS changed (name)',
      [PRESENCE_CHANNEL, names],
    );
  }

  private hereAt(place: Place): Here | undefined {
    return this.own.get(nameOf(place))?.get(place.connectionId);
  }

  private rowOf({ partnershipId, meetingId, connectionId, actor, writing }: Here): PresenceRow {
    return Object.assign(new PresenceRow(), {
      partnershipId,
      meetingId,
      connectionId,
      processId: this.processId,
      personId: actor.personId,
      agencyId: actor.agencyId,
      opensClosed: actor.opensClosed,
      editingStream: writing?.stream ?? null,
      editingEntryId: writing?.entryId ?? null,
      seenAt: new Date(),
    });
  }

  /** Presence is a courtesy: that it cannot be told for a while is no reason to fail at anything. */
  private async quietly(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      this.hasNews = true;
      this.logger.warn(`Could not keep presence: ${describeError(error)}`);
    });
  }
}
