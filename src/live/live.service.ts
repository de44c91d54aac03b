// Passes on what happens at a meeting to the sockets that may hear it. One room per stream: a socket
// is in a stream's room exactly when its person may hear the stream's audience.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EditingNotice, JoinAnswer, JoinRequest, LeaveRequest } from '../contract/live.js';
import { PROTOCOL_VERSION } from '../contract/protocol-version.js';
import { DirectoryService, actorOf } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear, TABLE } from '../domain/meeting/audience.js';
import type { BoardKey } from '../meetings/entry-rows.js';
import { SnapshotService } from '../meetings/snapshot.service.js';
import { StreamFeed, type Published } from '../meetings/stream-feed.js';
import type { LiveServer, LiveSocket } from './live.server.js';
import { PresenceService } from './presence.service.js';
import type { PresenceRow } from './rows/presence-row.js';

/** A socket at one meeting, with the rights it was let in under. */
interface Attendee {
  socket: LiveSocket;
  actor: Actor;
  rightsVersion: number;
}

@Injectable()
export class LiveService {
  private readonly meetings = new Map<string, Map<string, Attendee>>();
  /** Streams whose listeners were last told that someone writes in them. */
  private readonly editedStreams = new Map<string, Set<string>>();
  private server: LiveServer | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly feed: StreamFeed,
    private readonly snapshots: SnapshotService,
    private readonly presence: PresenceService,
  ) {}

  start(server: LiveServer): void {
    this.server = server;
    this.feed.start((published) => this.pass(published));
    this.presence.start((key, rows) => this.showPresence(key, rows));
  }

  /** Lets a socket in: into the rooms first, so that whatever the reading misses arrives by them. */
  async join(socket: LiveSocket, request: JoinRequest): Promise<JoinAnswer> {
    if (request.protocol !== PROTOCOL_VERSION) throw new DomainError('protocol-outdated');
    const attendee = await this.admit(socket, request.partnershipId);
    const { partnershipId, meetingId, known } = request;
    const key = { partnershipId, meetingId };
    this.enter(key, attendee);
    try {
      await this.feed.watch(key);
      const answer = await this.snapshots.readSince(attendee.actor, meetingId, known);
      await this.presence.enter(socket.id, attendee.actor, meetingId);
      return answer;
    } catch (error) {
      this.remove(key, socket);
      throw error;
    }
  }

  /** Says which entry the person writes in; only those who may hear the entry's stream are told. */
  async setEditing(socket: LiveSocket, { meetingId, entryId }: EditingNotice): Promise<null> {
    const { actor } = this.attendeeOf(socket, meetingId);
    const stream = entryId && (await this.snapshots.streamOfEntry(actor, meetingId, entryId));
    const writing = stream && entryId ? { stream, entryId } : null;
    await this.presence.write(socket.id, actor, meetingId, writing);
    return null;
  }

  async leave(socket: LiveSocket, { meetingId }: LeaveRequest): Promise<null> {
    const { actor } = this.attendeeOf(socket, meetingId);
    const key = { partnershipId: actor.partnershipId, meetingId };
    this.remove(key, socket);
    await this.presence.leave(socket.id, key);
    return null;
  }

  /** The socket is gone; whatever it attended, it no longer does. */
  async forget(socket: LiveSocket): Promise<void> {
    for (const key of this.keysOf(socket)) {
      this.remove(key, socket);
      await this.presence.leave(socket.id, key);
    }
  }

  private async admit(socket: LiveSocket, partnershipId: string): Promise<Attendee> {
    const directory = await this.directory.current(this.dataSource.manager, partnershipId);
    const actor = actorOf(directory, partnershipId, socket.data.personId);
    return { socket, actor, rightsVersion: directory.rightsVersion };
  }

  private enter(key: BoardKey, attendee: Attendee): void {
    const attendees = this.meetings.get(nameOf(key)) ?? new Map<string, Attendee>();
    this.meetings.set(nameOf(key), attendees.set(attendee.socket.id, attendee));
    void attendee.socket.join(roomOf(key, TABLE));
  }

  private remove(key: BoardKey, socket: LiveSocket): void {
    const attendees = this.meetings.get(nameOf(key));
    for (const room of socket.rooms)
      if (room.startsWith(`${nameOf(key)}/`)) void socket.leave(room);
    attendees?.delete(socket.id);
    if (attendees?.size !== 0) return;
    this.meetings.delete(nameOf(key));
    this.editedStreams.delete(nameOf(key));
    this.feed.unwatch(key);
  }

  /** One frame for each stream of the batch, in the order of the streams' first events. */
  private async pass(published: Published): Promise<void> {
    await this.renewRights(published);
    const { meetingId, events } = published;
    for (const stream of new Set(events.map((event) => event.stream))) {
      this.fillRoom(published, stream);
      this.server?.to(roomOf(published, stream)).emit('events', {
        meetingId,
        events: events.filter((event) => event.stream === stream),
      });
    }
  }

  /** Nobody hears an event with rights older than those it was committed under. */
  private async renewRights(published: Published): Promise<void> {
    for (const { socket, rightsVersion } of this.attendeesOf(published)) {
      if (rightsVersion >= published.rightsVersion) continue;
      this.remove(published, socket);
      await this.presence.leave(socket.id, published);
      socket.emit('rejoin', { meetingId: published.meetingId });
    }
  }

  /** A closed stream's room is filled when the stream speaks: it may not have existed at the join. */
  private fillRoom(key: BoardKey, stream: string): void {
    if (stream === TABLE) return;
    const audience = audienceOf(stream);
    for (const { socket, actor } of this.attendeesOf(key))
      if (mayHear(actor, audience)) void socket.join(roomOf(key, stream));
  }

  private showPresence(key: BoardKey, rows: PresenceRow[]): void {
    if (!this.meetings.has(nameOf(key))) return;
    const { meetingId } = key;
    const peopleOf = new Map<string, Set<string>>();
    for (const { agencyId, personId } of rows)
      peopleOf.set(agencyId, (peopleOf.get(agencyId) ?? new Set()).add(personId));
    this.server?.to(roomOf(key, TABLE)).emit('presence', {
      meetingId,
      present: [...peopleOf].map(([agencyId, people]) => ({ agencyId, people: people.size })),
    });
    this.showEditing(key, rows);
  }

  private showEditing(key: BoardKey, rows: PresenceRow[]): void {
    const before = this.editedStreams.get(nameOf(key)) ?? new Set<string>();
    const now = new Set(rows.map((row) => row.editingStream).filter((stream) => stream !== null));
    this.editedStreams.set(nameOf(key), now);
    for (const stream of new Set([...before, ...now])) {
      this.fillRoom(key, stream);
      this.server?.to(roomOf(key, stream)).emit('editing', {
        meetingId: key.meetingId,
        stream,
        editing: rows.flatMap(({ agencyId, editingStream, editingEntryId: entryId }) =>
          editingStream === stream && entryId ? [{ entryId, agencyId }] : [],
        ),
      });
    }
  }

  private attendeesOf(key: BoardKey): Attendee[] {
    return [...(this.meetings.get(nameOf(key))?.values() ?? [])];
  }

  private attendeeOf(socket: LiveSocket, meetingId: string): Attendee {
    for (const key of this.keysOf(socket)) {
      const attendee = this.meetings.get(nameOf(key))?.get(socket.id);
      if (attendee && key.meetingId === meetingId) return attendee;
    }
    throw new DomainError('not-found');
  }

  private keysOf(socket: LiveSocket): BoardKey[] {
    return [...this.meetings].filter(([, one]) => one.has(socket.id)).map(([name]) => keyOf(name));
  }
}

function nameOf({ partnershipId, meetingId }: BoardKey): string {
  return `${partnershipId}/${meetingId}`;
}

function keyOf(name: string): BoardKey {
  const [partnershipId = '', meetingId = ''] = name.split('/');
  return { partnershipId, meetingId };
}

function roomOf(key: BoardKey, stream: string): string {
  return `${nameOf(key)}/${stream}`;
}
