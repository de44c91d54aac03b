// Everyone who attends the meetings of a workload: they come, write, go, and come back all at once.
import { setTimeout as pause } from 'node:timers/promises';
import { median, percentile } from '../statistics.js';
import { Attendee, type Known } from './attendee.js';
import { Ledger } from './ledger.js';
import type { Disorder, MeetingPlan, Pace, Work } from './messages.js';
import { giveEdits } from './pace.js';
import { Writer } from './writer.js';

/** So many connect at once when nobody is in a hurry. */
const CONNECTING_AT_ONCE = 64;
const JOINED_WITHIN_MS = 60_000;
const TRIED_AGAIN_WITHIN_MS = 500;
/** What has not been heard by then is missed. */
const DRAINED_WITHIN_MS = 15_000;

export class Crowd {
  private readonly attendees: Attendee[];
  private readonly ledger: Ledger;
  private writers: Writer[] = [];
  private remembered: Known[] = [];

  constructor(private readonly meetings: readonly MeetingPlan[]) {
    this.attendees = meetings.flatMap((plan) =>
      plan.people.map((person) => new Attendee(plan, person)),
    );
    this.ledger = new Ledger(
      new Map(meetings.map(({ meetingId, people }) => [meetingId, people.length])),
    );
  }

  /** Everybody comes, and every writer finds or makes a note of their own. */
  async gather(origins: readonly string[]): Promise<void> {
    const notes = new Map<string, { id: string; agencyId: string }[]>();
    await each(this.attendees, async (attendee, index) => {
      const snapshot = await this.join(attendee, origins, index, null);
      const entries = snapshot?.compartments.flatMap((one) => one.entries.notes) ?? [];
      for (const { id, revision } of entries) this.ledger.learn(id, revision);
      notes.set(attendee.plan.meetingId, [...entries]);
    });
    const writing = this.meetings.flatMap((plan) =>
      this.attendees.filter((one) => one.plan === plan).slice(0, plan.writers),
    );
    await each(writing, async (attendee) => {
      const left = notes.get(attendee.plan.meetingId) ?? [];
      const own = left.findIndex((note) => note.agencyId === attendee.person.agencyId);
      const [note] = own < 0 ? [] : left.splice(own, 1);
      this.writers.push(await Writer.of(attendee, this.ledger, note?.id));
    });
    await this.drain();
  }

  /** What everyone knows now is what they come back with. */
  remember(): void {
    this.remembered = this.attendees.map(({ epoch, cursor }) => ({
      epoch,
      cursors: { table: cursor },
    }));
  }

  async part({ writersStay }: { writersStay: boolean }): Promise<void> {
    const staying = new Set(writersStay ? this.writers.map(({ attendee }) => attendee) : []);
    const leaving = this.attendees.filter((one) => !staying.has(one));
    await Promise.all(leaving.map((one) => one.leave()));
  }

  /** All at once, as after a restart; resolves when the last one is current again. */
  async return(origins: readonly string[]): Promise<{ ms: number; disorder: Disorder }> {
    const newest = this.newest();
    const startedAt = performance.now();
    await Promise.all(
      this.attendees.map((one, index) =>
        this.join(one, origins, index, this.remembered[index] ?? null),
      ),
    );
    const ms = performance.now() - startedAt;
    return { ms, disorder: this.disorder(newest) };
  }

  async work(pace: Pace): Promise<Work> {
    this.ledger.latencies = [];
    this.ledger.deliveries = 0;
    const { inTime, refused, seconds } = await giveEdits(this.writers, pace);
    await this.drain();
    return {
      edits: inTime,
      seconds,
      refused,
      deliveries: this.ledger.deliveries,
      p50: median(this.ledger.latencies),
      p99: percentile(this.ledger.latencies, 0.99),
      disorder: this.disorder(this.newest()),
    };
  }

  /** Tries again when the server is too busy to let someone in, as the page does. */
  private async join(
    attendee: Attendee,
    origins: readonly string[],
    index: number,
    known: Known,
  ): ReturnType<Attendee['join']> {
    const origin = origins[index % origins.length] ?? '';
    const until = performance.now() + JOINED_WITHIN_MS;
    for (;;) {
      try {
        return await attendee.join(origin, known, (bytes) => this.ledger.take(attendee, bytes));
      } catch (error) {
        if (performance.now() > until) throw error;
        await attendee.leave();
        await pause(Math.random() * TRIED_AGAIN_WITHIN_MS);
      }
    }
  }

  /** Waits until everyone who is here has heard all that anyone has. */
  private async drain(): Promise<void> {
    const until = performance.now() + DRAINED_WITHIN_MS;
    const isBehind = () => {
      const newest = this.newest();
      return this.attendees.some(
        (one) => one.present && one.cursor < (newest.get(one.plan.meetingId) ?? 0),
      );
    };
    while (isBehind() && performance.now() < until) await pause(10);
  }

  /** The furthest that anyone has come, by meeting. */
  private newest(): Map<string, number> {
    const newest = new Map<string, number>();
    for (const { plan, cursor } of this.attendees)
      newest.set(plan.meetingId, Math.max(cursor, newest.get(plan.meetingId) ?? 0));
    return newest;
  }

  private disorder(newest: ReadonlyMap<string, number>): Disorder {
    const sum: Disorder = { outOfOrder: 0, doubled: 0, missed: 0 };
    for (const { plan, cursor, present, disorder } of this.attendees) {
      sum.outOfOrder += disorder.outOfOrder;
      sum.doubled += disorder.doubled;
      if (present) sum.missed += Math.max(0, (newest.get(plan.meetingId) ?? 0) - cursor);
    }
    return sum;
  }
}

async function each<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = items.entries();
  await Promise.all(
    Array.from({ length: CONNECTING_AT_ONCE }, async () => {
      for (const [index, item] of left) await work(item, index);
    }),
  );
}
