// What has been submitted and what has been heard: how long an edit took to reach everyone, and which
// revision a note has by now.
import type { Attendee } from './attendee.js';
import { FrameReader, type Frame } from './frames.js';

interface Submitted {
  at: number;
  resolve: () => void;
}

export class Ledger {
  deliveries = 0;
  /** From submitting an edit until the last listener had it, in milliseconds. */
  latencies: number[] = [];
  private readonly revisions = new Map<string, number>();
  private readonly submitted = new Map<string, Submitted>();
  private readonly frames = new FrameReader((frame) => this.takeNew(frame));

  constructor(private readonly listenersOf: ReadonlyMap<string, number>) {}

  /** Notes that an edit of this note is given now; resolves when the first listener has heard it. */
  submit(noteId: string): Promise<void> {
    return new Promise((resolve) => this.submitted.set(noteId, { at: performance.now(), resolve }));
  }

  revisionOf(noteId: string): number | undefined {
    return this.revisions.get(noteId);
  }

  learn(noteId: string, revision: number): void {
    this.revisions.set(noteId, revision);
  }

  /** An event as it came to one listener. */
  take(listener: Attendee, bytes: Buffer): void {
    const frame = this.frames.read(bytes);
    if (!frame) return;
    listener.takeFrame(frame);
    this.deliveries += frame.events.length;
    frame.heardBy += 1;
    if (frame.heardBy !== this.listenersOf.get(frame.meetingId)) return;
    const now = performance.now();
    for (const at of frame.submittedAt) this.latencies.push(now - at);
  }

  private takeNew(frame: Frame): void {
    for (const { noteId, revision } of frame.events) {
      // Two processes tell the same in other bytes, and one of them later.
      if (revision <= (this.revisionOf(noteId) ?? 0)) continue;
      this.learn(noteId, revision);
      const submitted = this.submitted.get(noteId);
      if (!submitted) continue;
      this.submitted.delete(noteId);
      frame.submittedAt.push(submitted.at);
      submitted.resolve();
    }
  }
}
