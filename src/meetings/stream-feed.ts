// Tells this process's listeners what happened, each stream in order and without a gap, whichever
// process wrote it. A commit of this process is told from memory; of others, it hears by NOTIFY that
// there is something and reads it from the log itself. A slow poll makes every hint optional.
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cursors, StreamEvent } from '../contract/events.js';
import { ASKED_TOGETHER, BatchQueue, type Settled } from '../platform/batch-queue.js';
import type { Notifications } from '../platform/database/notifications.js';
import { runAlone, uuidArray } from '../platform/database/prepared.js';
import { newId } from '../platform/ids.js';
import { describeError } from '../platform/logging.js';
import { nameOf, type BoardKey } from './board-key.js';
import { BoardMetrics } from './board-metrics.js';
import { readEventsSince, toStreamEvent } from './event-log.js';

export const MEETING_CHANNEL = 'meeting_event';
const POLL_EVERY_MS = 1_000;
/** Announcements come no closer than this: of many meetings at work, several are told in one. */
const ANNOUNCED_APART_MS = 20;
/** An installation without an epoch is being restored this moment. */
const NOWHERE = { epoch: '', cursors: {} };

export interface Published extends BoardKey {
  /** The life of the database in which it was committed. */
  epoch: string;
  /** Of the newest rights an event was committed under; listeners with older ones must be asked anew. */
  rightsVersion: number;
  events: StreamEvent[];
}

export interface FeedListener {
  /** Passes on what happened, each stream in the order of the calls. */
  pass: (published: Published) => void;
  /** The log is another than the one told of (a backup was restored): all must begin anew. */
  startOver: (key: BoardKey) => void;
}

/** Where a meeting's streams stand, in which life of the database. */
interface Standing {
  epoch: string;
  cursors: Cursors;
}

interface Watched extends BoardKey {
  /** Settles when the meeting is followed; rejects for all who wait when it could not be read. */
  begun: Promise<void>;
  epoch: string;
  /** How far each stream has been told. */
  told: Cursors;
  /** Everything about one meeting happens one after the other. */
  turn: Promise<void>;
  /** A look into the log is on its way already. */
  looking: boolean;
}

@Injectable()
export class StreamFeed implements OnApplicationShutdown {
  private readonly logger = new Logger('StreamFeed');
  private readonly processId = newId();
  private readonly watched = new Map<string, Watched>();
  private listener: FeedListener | undefined;
  private notifications: Pick<Notifications, 'othersListen'> | undefined;
  private poll: NodeJS.Timeout | undefined;
  private polling = false;
  private readonly looks = new BatchQueue<BoardKey, Standing>(ASKED_TOGETHER, async (keys) => {
    const standings = await this.readStandings(keys, () => NOWHERE);
    return keys.map((_, index) => ({ ok: true, value: standings.get(index) ?? NOWHERE }));
  });

  private readonly news = new BatchQueue<string, void>(ASKED_TOGETHER, (names) =>
    this.announce(names),
  );
  private announcedAt = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: BoardMetrics,
  ) {}

  /** Names the one who passes events on, and begins to look for what hints have missed. */
  start(listener: FeedListener, notifications: Pick<Notifications, 'othersListen'>): void {
    this.listener = listener;
    this.notifications = notifications;
    this.poll = setInterval(() => void this.lookForMissed(), POLL_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.poll);
    await this.news.close();
    await Promise.all([...this.watched.values()].map(({ turn }) => turn));
  }

  /** Follows a meeting from where it stands now; resolves when nothing later can be missed. */
  async watch(key: BoardKey): Promise<void> {
    const known = this.watched.get(nameOf(key));
    if (known) return known.begun;
    const started = Promise.resolve();
    const watched: Watched = {
      ...key,
      begun: started,
      epoch: '',
      told: {},
      turn: started,
      looking: false,
    };
    this.watched.set(nameOf(key), watched);
    watched.begun = this.looks.submit('', key).then(({ epoch, cursors }) => {
      watched.epoch = epoch;
      watched.told = cursors;
    });
    watched.turn = watched.begun.catch(() => this.forget(watched));
    return watched.begun;
  }

  unwatch(key: BoardKey): void {
    this.watched.delete(nameOf(key));
  }

  /** A batch that this process has just committed. */
  committed(published: Published): void {
    if (published.events.length === 0) return;
    this.tellOtherProcesses(published);
    const watched = this.watched.get(nameOf(published));
    if (!watched) return;
    this.next(watched, async () => {
      const fresh = published.events.filter(
        ({ stream, revision }) => revision > (watched.told[stream] ?? 0),
      );
      if (published.epoch !== watched.epoch) this.startOver(watched);
      else if (isContiguous(watched.told, fresh))
        this.tell(watched, published.rightsVersion, fresh);
      else await this.look(watched);
    });
  }

  /** A notification that something was committed somewhere; of what it committed itself, it knows. */
  notice(payload: string): void {
    const [processId, name = ''] = payload.split(' ');
    if (processId !== this.processId) this.hint(name);
  }

  private hint(name: string): void {
    const watched = this.watched.get(name);
    if (!watched || watched.looking) return;
    watched.looking = true;
    this.next(watched, async () => {
      watched.looking = false;
      await this.look(watched);
    });
  }

  /** Where nobody else listens there is nobody to tell, nor is there for one who serves nobody, as the demonstration. */
  private tellOtherProcesses(key: BoardKey): void {
    if (!this.notifications?.othersListen) return;
    this.news.submit('', nameOf(key)).catch((error: unknown) => {
      this.logger.warn(`Could not announce events: ${describeError(error)}`);
    });
  }

  /**
   * Stands outside the transactions whose news it tells: PostgreSQL commits all that notify one after
   * the other, over the whole database, and a hint is not worth that.
   */
  private async announce(names: string[]): Promise<Settled<void>[]> {
    const early = this.announcedAt + ANNOUNCED_APART_MS - performance.now();
    if (early > 0) await pause(early);
    this.announcedAt = performance.now();
    await runAlone(
      this.dataSource,
      `SELECT pg_notify($1, $2 || ' ' || name)
       FROM (SELECT DISTINCT unnest($3::text[])) AS changed (name)`,
      [MEETING_CHANNEL, this.processId, names],
    );
    return names.map(() => ({ ok: true, value: undefined }));
  }

  private next(watched: Watched, step: () => Promise<void>): void {
    watched.turn = watched.turn.then(step).catch((error: unknown) => {
      // The log is the truth: what could not be told now is found by the next look.
      this.logger.warn(`Could not tell events: ${describeError(error)}`);
    });
  }

  private async look(watched: Watched): Promise<void> {
    const events = await readEventsSince(this.dataSource.manager, watched, watched.told);
    const rightsVersion = Math.max(...events.map((event) => event.rightsVersion));
    if (events.some(({ epoch }) => epoch !== watched.epoch)) this.startOver(watched);
    else this.tell(watched, rightsVersion, events.map(toStreamEvent));
  }

  /** Revisions of another log say nothing about this one, so nothing more is told of it. */
  private startOver(watched: Watched): void {
    if (!this.isFollowed(watched)) return;
    this.forget(watched);
    const { partnershipId, meetingId } = watched;
    this.listener?.startOver({ partnershipId, meetingId });
  }

  private forget(watched: Watched): void {
    if (this.isFollowed(watched)) this.watched.delete(nameOf(watched));
  }

  private isFollowed(watched: Watched): boolean {
    return this.watched.get(nameOf(watched)) === watched;
  }

  private tell(watched: Watched, rightsVersion: number, events: StreamEvent[]): void {
    const [oldest] = events;
    if (!oldest || !this.isFollowed(watched)) return;
    const { partnershipId, meetingId, epoch } = watched;
    this.listener?.pass({ partnershipId, meetingId, epoch, rightsVersion, events });
    for (const { stream, revision } of events) watched.told[stream] = revision;
    this.metrics.told(oldest.at);
  }

  private async lookForMissed(): Promise<void> {
    // A database that is slow to answer must not be asked by ever more connections.
    if (this.polling) return;
    this.polling = true;
    try {
      const followed = [...this.watched.values()];
      const elsewhere = await this.readStandings(followed, ({ epoch, told }) => ({
        epoch,
        cursors: told,
      }));
      let furthest = 0;
      for (const [index, { epoch, cursors }] of elsewhere) {
        const watched = followed[index];
        if (!watched) continue;
        const behind = eventsBehind(watched.told, cursors);
        if (watched.epoch !== '' && watched.epoch !== epoch) this.startOver(watched);
        else if (behind > 0) this.hint(nameOf(watched));
        furthest = Math.max(furthest, behind);
      }
      this.metrics.furthestBehind(furthest);
    } catch (error) {
      this.logger.warn(`Could not look for events: ${describeError(error)}`);
    } finally {
      this.polling = false;
    }
  }

  /**
   * Where those meetings stand that stand elsewhere than is known, by their places in the list: of hundreds,
   * none mostly does. A meeting that is gone stands nowhere.
   */
  private async readStandings<Key extends BoardKey>(
    keys: readonly Key[],
    knownOf: (key: Key) => Standing,
  ): Promise<Map<number, Standing>> {
    if (keys.length === 0) return new Map();
    const known = keys.map(knownOf);
    const rows = await runAlone<(Standing & { place: number })[]>(
      this.dataSource,
      `SELECT place::int - 1 AS place, coalesce(installation.epoch::text, '') AS epoch,
         coalesce(meeting.cursors, '{}') AS cursors
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::jsonb[]) WITH ORDINALITY
           AS asked (partnership_id, id, epoch, cursors, place)
         LEFT JOIN meeting USING (partnership_id, id)
         LEFT JOIN installation ON true
       WHERE (installation.epoch, meeting.cursors) IS DISTINCT FROM (asked.epoch, asked.cursors)`,
      [
        uuidArray(keys.map((one) => one.partnershipId)),
        uuidArray(keys.map((one) => one.meetingId)),
        known.map(({ epoch }) => epoch || null),
        known.map(({ cursors }) => JSON.stringify(cursors)),
      ],
    );
    return new Map(rows.map(({ place, epoch, cursors }) => [place, { epoch, cursors }]));
  }
}

/** Of the stream that lacks most; 0 when none lacks any. */
function eventsBehind(told: Cursors, cursors: Cursors): number {
  const lacking = Object.entries(cursors).map(([stream, at]) => at - (told[stream] ?? 0));
  return Math.max(0, ...lacking);
}

function isContiguous(told: Cursors, events: StreamEvent[]): boolean {
  const next = { ...told };
  return events.every(({ stream, revision }) => {
    const expected = (next[stream] ?? 0) + 1;
    next[stream] = revision;
    return revision === expected;
  });
}
