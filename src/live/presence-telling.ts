// Tells those at a meeting what is not in its log: who is there, and who writes in which entry.
import type { PresenceFrame, ServerToClient } from '../contract/live.js';
import { TABLE } from '../domain/meeting/audience.js';
import { keyOf, type BoardKey } from '../meetings/board-key.js';
import { roomOf, type Attended, type LiveMeetings } from './live-meetings.js';
import type { LiveServer } from './live.server.js';
import type { Present, PresenceTeller } from './presence.service.js';
import { tellRoom } from './tell-room.js';

type Courtesy = 'presence' | 'editing';

export class PresenceTelling implements PresenceTeller {
  constructor(
    private readonly meetings: LiveMeetings,
    private readonly server: LiveServer,
  ) {}

  serves(name: string): boolean {
    return this.meetings.at(keyOf(name)) !== undefined;
  }

  /** Who is there, and who writes where, as the rows of all processes say. */
  show(key: BoardKey, rows: Present[]): void {
    const meeting = this.meetings.at(key);
    if (!meeting) return;
    this.tell(key, TABLE, 'presence', { meetingId: key.meetingId, present: presentIn(rows) });
    for (const stream of editedStreams(meeting, rows)) {
      const editing = rows.flatMap(({ agencyId, editingStream, editingEntryId: entryId }) =>
        editingStream === stream && entryId ? [{ entryId, agencyId }] : [],
      );
      this.meetings.fillRoom(key, stream);
      const frame = { meetingId: key.meetingId, stream, editing: inOrder(editing) };
      this.tell(key, stream, 'editing', frame);
      if (editing.length === 0) meeting.told.delete(`editing ${stream}`);
    }
    for (const attendee of meeting.attendees.values()) attendee.informed = true;
  }

  /**
   * Tells a stream's listeners something besides the log, and only what is news to them: a frame that
   * repeats itself would tell outsiders that something happened where they may not hear.
   */
  private tell<Frame extends Courtesy>(
    key: BoardKey,
    stream: string,
    event: Frame,
    ...frame: Parameters<ServerToClient[Frame]>
  ): void {
    const meeting = this.meetings.at(key);
    const room = roomOf(key, stream);
    const text = JSON.stringify(frame);
    if (meeting?.told.get(`${event} ${stream}`) !== text) {
      meeting?.told.set(`${event} ${stream}`, text);
      tellRoom(this.server, room, event, ...frame);
      return;
    }
    for (const { socket, informed } of meeting.attendees.values())
      if (!informed && socket.rooms.has(room)) socket.emit(event, ...frame);
  }
}

/** Someone with several connections is one person, who came by the strongest of them. */
function presentIn(rows: readonly Present[]): PresenceFrame['present'] {
  const peopleOf = new Map<string, Map<string, boolean>>();
  for (const { agencyId, personId, opensClosed } of rows) {
    const people = peopleOf.get(agencyId) ?? new Map<string, boolean>();
    peopleOf.set(agencyId, people.set(personId, opensClosed || people.get(personId) === true));
  }
  const present = [...peopleOf].map(([agencyId, people]) => ({
    agencyId,
    people: people.size,
    opensClosed: [...people.values()].every((opens) => opens),
  }));
  return inOrder(present);
}

/** Streams in which someone writes, and those whose listeners still believe that someone does. */
function editedStreams({ told }: Attended, rows: Present[]): Set<string> {
  const before = [...told.keys()].filter((name) => name.startsWith('editing '));
  const now = rows.map((row) => row.editingStream).filter((stream) => stream !== null);
  return new Set([...before.map((name) => name.slice('editing '.length)), ...now]);
}

/** Rows come in any order, which must neither look like news nor tell anything. */
function inOrder<One extends { agencyId: string; entryId?: string }>(list: One[]): One[] {
  const keyOfOne = ({ entryId, agencyId }: One) => `${entryId} ${agencyId}`;
  return list.sort((one, other) => (keyOfOne(one) < keyOfOne(other) ? -1 : 1));
}
