// Reads each frame once, however many listeners get it: all of a room get the very same bytes, and
// comparing bytes costs next to nothing beside parsing them.
import type { EventsFrame } from '../../src/contract/live.js';

interface HeardEvent {
  revision: number;
  noteId: string;
}

export interface Frame {
  meetingId: string;
  events: HeardEvent[];
  /** Whether the events follow each other without a gap. */
  whole: boolean;
  /** How many listeners have had it. */
  heardBy: number;
  /** When the edits in it were submitted. */
  submittedAt: number[];
}

/** Frames that may be on their way at once. */
const REMEMBERED = 128;
const PREFIX = '42["events",';

export class FrameReader {
  private readonly recent: { bytes: Buffer; frame: Frame }[] = [];
  private newest = 0;

  constructor(private readonly onNew: (frame: Frame) => void) {}

  /** The frame these bytes are, the same object for the same bytes; null for other events. */
  read(bytes: Buffer): Frame | null {
    for (let back = 0; back < this.recent.length; back++) {
      const index = (this.newest - back + REMEMBERED) % REMEMBERED;
      const known = this.recent[index];
      if (known?.bytes.equals(bytes)) return known.frame;
    }
    if (bytes.toString('latin1', 0, PREFIX.length) !== PREFIX) return null;
    const frame = parse(bytes);
    this.newest = (this.newest + 1) % REMEMBERED;
    this.recent[this.newest] = { bytes, frame };
    this.onNew(frame);
    return frame;
  }
}

function parse(bytes: Buffer): Frame {
  const text = bytes.toString('utf8', PREFIX.length, bytes.length - 1);
  const { meetingId, events } = JSON.parse(text) as EventsFrame;
  const first = events[0]?.revision ?? 0;
  return {
    meetingId,
    events: events.map(({ revision, changes }) => ({
      revision,
      noteId: changes.flatMap((one) => (one.entry === 'note' ? one.put.id : []))[0] ?? '',
    })),
    whole: events.every(({ revision }, index) => revision === first + index),
    heardBy: 0,
    submittedAt: [],
  };
}
