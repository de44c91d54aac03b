// Who is at which meeting on this process, and in which rooms: one room per stream, and a socket is in
// it exactly when its person may hear the stream's audience.
import { Injectable } from '@nestjs/common';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear, TABLE } from '../domain/meeting/audience.js';
import { keyOf, nameOf, type BoardKey } from '../meetings/board-key.js';
import type { LiveSocket } from './live.server.js';

/** A socket at one meeting, with the rights it was let in under. */
export interface Attendee {
  socket: LiveSocket;
  actor: Actor;
  rightsVersion: number;
  /** Whether they know who is there; those who have just come do not. */
  informed: boolean;
  /** The closed streams that the audit knows them to hear. */
  readonly recorded: Set<string>;
}

/** A meeting as this process serves it. */
export interface Attended {
  readonly attendees: Map<string, Attendee>;
  /** What is told besides the log (who is there, who writes where), by frame and stream, as last told. */
  readonly told: Map<string, string>;
}

@Injectable()
export class LiveMeetings {
  private readonly meetings = new Map<string, Attended>();
  /** The names of the meetings that each socket attends; most attend one. */
  private readonly attended = new Map<string, Set<string>>();

  /** Whoever comes in again may have other rights: of what the former ones opened they keep nothing. */
  enter(key: BoardKey, attendee: Attendee): void {
    leaveRooms(key, attendee.socket);
    const meeting = this.at(key) ?? { attendees: new Map(), told: new Map() };
    this.meetings.set(nameOf(key), meeting);
    const { id } = attendee.socket;
    meeting.attendees.set(id, attendee);
    this.attended.set(id, (this.attended.get(id) ?? new Set()).add(nameOf(key)));
    void attendee.socket.join(roomOf(key, TABLE));
  }

  /** Takes a socket out of a meeting and its rooms; true when nobody else is there any more. */
  remove(key: BoardKey, socket: LiveSocket): boolean {
    const attendees = this.at(key)?.attendees;
    leaveRooms(key, socket);
    attendees?.delete(socket.id);
    const names = this.attended.get(socket.id);
    names?.delete(nameOf(key));
    if (names?.size === 0) this.attended.delete(socket.id);
    if (attendees?.size !== 0) return false;
    return this.meetings.delete(nameOf(key));
  }

  /** A closed stream's room is filled when the stream speaks: it may not have existed at the join. */
  fillRoom(key: BoardKey, stream: string): void {
    if (stream === TABLE) return;
    const audience = audienceOf(stream);
    for (const { socket, actor } of this.attendeesOf(key))
      if (mayHear(actor, audience)) void socket.join(roomOf(key, stream));
  }

  get keys(): BoardKey[] {
    return [...this.meetings.keys()].map(keyOf);
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
    for (const key of this.keysOf(socket)) {
      const attendee = this.at(key)?.attendees.get(socket.id);
      if (attendee && key.meetingId === meetingId) return attendee;
    }
    throw new DomainError('not-found');
  }

  /** The meetings that a socket attends. */
  keysOf(socket: LiveSocket): BoardKey[] {
    return [...(this.attended.get(socket.id) ?? [])].map(keyOf);
  }
}

function leaveRooms(key: BoardKey, socket: LiveSocket): void {
  for (const room of socket.rooms) if (room.startsWith(`${nameOf(key)}/`)) void socket.leave(room);
}

export function roomOf(key: BoardKey, stream: string): string {
  return `${nameOf(key)}/${stream}`;
}
