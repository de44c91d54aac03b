// One socket at one meeting, that checks what it hears: every revision once, in order.
import type { Answer, JoinAnswer, Snapshot } from '../../src/contract/live.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import type { Disorder, MeetingPlan, PersonPlan } from './messages.js';
import type { Frame } from './frames.js';
import { Wire } from './wire.js';

export type Known = { epoch: string; cursors: { table: number } } | null;

export class Attendee {
  /** The last revision up to which nothing is missing. */
  cursor = 0;
  epoch = '';
  readonly disorder: Disorder = { outOfOrder: 0, doubled: 0, missed: 0 };
  /** Revisions heard before their turn. */
  private readonly ahead = new Set<number>();
  private wire: Wire | undefined;

  constructor(
    readonly plan: MeetingPlan,
    readonly person: PersonPlan,
  ) {}

  /** Connects and joins; gives the snapshot unless what was known could be caught up with. */
  async join(
    origin: string,
    known: Known,
    takeEvent: (frame: Buffer) => void,
  ): Promise<Snapshot | null> {
    const wire = await Wire.connect(origin, this.person.cookie, takeEvent);
    this.wire = wire;
    const { partnershipId, meetingId } = this.plan;
    const request = { protocol: PROTOCOL_VERSION, partnershipId, meetingId, known };
    const answer = (await wire.ask('join', request)) as Answer<JoinAnswer> | null;
    if (!answer?.ok) throw new Error(`join: ${JSON.stringify(answer)}`);
    if (answer.value.kind === 'snapshot') {
      const { snapshot } = answer.value;
      const table = snapshot.compartments.find(({ stream }) => stream === 'table');
      this.cursor = table?.revision ?? 0;
      this.epoch = snapshot.epoch;
      return snapshot;
    }
    this.cursor = known?.cursors.table ?? 0;
    for (const { revision } of answer.value.events) this.hear(revision);
    return null;
  }

  takeFrame({ events, whole }: Frame): void {
    const [first] = events;
    const last = events.at(-1);
    if (whole && first && last && first.revision === this.cursor + 1 && this.ahead.size === 0)
      this.cursor = last.revision;
    else for (const { revision } of events) this.hear(revision);
  }

  get present(): boolean {
    return this.wire !== undefined;
  }

  ask(event: string, message: unknown): Promise<unknown> {
    if (!this.wire) throw new Error('The attendee is not at the meeting.');
    return this.wire.ask(event, message);
  }

  async leave(): Promise<void> {
    await this.wire?.close();
    this.wire = undefined;
  }

  private hear(revision: number): void {
    if (revision <= this.cursor || this.ahead.has(revision)) {
      this.disorder.doubled += 1;
    } else if (revision === this.cursor + 1) {
      this.cursor = revision;
      while (this.ahead.delete(this.cursor + 1)) this.cursor += 1;
    } else {
      this.disorder.outOfOrder += 1;
      this.ahead.add(revision);
    }
  }
}
