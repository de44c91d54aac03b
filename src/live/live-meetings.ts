// Who is at which meeting on this process, and in which rooms: one room per stream, and a socket is in
// it exactly when its person may hear the stream's audience.
import { Injectable } from '@nestjs/common';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear, TABLE } from '../domain/meeting/audience.js';
import { nameOf, type BoardKey } from '../meetings/board-key.js';
import type { LiveSocket } from './live.server.js';

/** A socket at one meeting, with the rights it was let in under. */
export interface Attendee {
  socket: LiveSocket;
  actor: Actor;
  rightsVersion: number;
  /** Whether they know who is there; those who have just come do not. */
  informed: boolean;
  /** The closed streams that the audit knows them to hear; to most people there are none. */
  readonly recorded: string[];
}

/** A meeting as this process serves it. */
export interface Attended {
  readonly key: BoardKey;
  /** The room of what everyone at the table hears. */
  readonly table: string;
  readonly attendees: Map<string, Attendee>;
  /** What is told besides the log (who is there, who writes where), by frame and stream, as last told. */
  readonly told: Map<string, string>;
}

@Injectable()
export class LiveMeetings {
  private readonly meetings = new Map<string, Attended>();
  /** The meetings that each socket attends; most attend one. */
  private readonly attended = new Map<string, readonly Attended[]>();

  /**
   * Whoever comes in again may have other rights: of what the former ones opened they keep nothing.
   * Gives the meeting's own key: what is kept of each who comes shall not hold another copy of it.
   */
  enter(key: BoardKey, attendee: Attendee): BoardKey {
    leaveRooms(key, attendee.socket);
    const meeting = this.at(key) ?? this.open(key);
    const { id } = attendee.socket;
    meeting.attendees.set(id, attendee);
    this.attended.set(id, this.othersOf(id, meeting).concat(meeting));
    void attendee.socket.join(meeting.table);
    return meeting.key;
  }

  /** Takes a socket out of a meeting and its rooms; true when nobody else is there any more. */
  remove(key: BoardKey, socket: LiveSocket): boolean {
    leaveRooms(key, socket);
    const meeting = this.at(key);
    if (!meeting?.attendees.delete(socket.id)) return false;
    const others = this.othersOf(socket.id, meeting);
    if (others.length > 0) this.attended.set(socket.id, others);
    else this.attended.delete(socket.id);
    return meeting.attendees.size === 0 && this.meetings.delete(nameOf(key));
  }

  /** A closed stream's room is filled when the stream speaks: it may not have existed at the join. */
  fillRoom(key: BoardKey, stream: string): void {
    if (stream === TABLE) return;
    const audience = audienceOf(stream);
    for (const { socket, actor } of this.attendeesOf(key))
      if (mayHear(actor, audience)) void socket.join(roomOf(key, stream));
  }

  get all(): Attended[] {
    return [...this.meetings.values()];
  }

  at(key: BoardKey): Attended | undefined {
    return this.meetings.get(nameOf(key));
  }

  attendeesOf(key: BoardKey): Attendee[] {
    return [...(this.at(key)?.attendees.values() ?? [])];
  }

  holds(key: BoardKey, attendee: Attendee): boolean {
    return this.at(key)?.attendees.get(attendee.socket.id) === attendee;
  }

  has(key: BoardKey, socket: LiveSocket): boolean {
    return this.at(key)?.attendees.has(socket.id) ?? false;
  }

  /** Who a socket speaks for at a meeting; `not-found` where it has not joined. */
  attending(socket: LiveSocket, meetingId: string): Attendee {
    for (const { key, attendees } of this.attended.get(socket.id) ?? []) {
      const attendee = attendees.get(socket.id);
      if (attendee && key.meetingId === meetingId) return attendee;
    }
    throw new DomainError('not-found');
  }

  /** The meetings that a socket attends. */
  keysOf(socket: LiveSocket): BoardKey[] {
    return (this.attended.get(socket.id) ?? []).map(({ key }) => key);
  }

  private open({ partnershipId, meetingId }: BoardKey): Attended {
    const key = { partnershipId, meetingId };
    const table = roomOf(key, TABLE);
    const meeting: Attended = { key, table, attendees: new Map(), told: new Map() };
    this.meetings.set(nameOf(key), meeting);
    return meeting;
  }

  private othersOf(socketId: string, meeting: Attended): Attended[] {
    return (this.attended.get(socketId) ?? []).filter((one) => one !== meeting);
  }
}

function leaveRooms(key: BoardKey, socket: LiveSocket): void {
  for (const room of socket.rooms) if (room.startsWith(`${nameOf(key)}/`)) void socket.leave(room);
}

export function roomOf(key: BoardKey, stream: string): string {
  return `${nameOf(key)}/${stream}`;
}
