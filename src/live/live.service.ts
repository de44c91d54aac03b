// Passes on what happens at a meeting to the sockets that may hear it. One room per stream: a socket
// is in a stream's room exactly when its person may hear the stream's audience.
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type {
  EditingNotice,
  JoinAnswer,
  JoinRequest,
  LeaveRequest,
  ServerToClient,
} from '../contract/live.js';
import { PROTOCOL_VERSION } from '../contract/protocol-version.js';
import { DirectoryService, attendeeOf } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear, TABLE } from '../domain/meeting/audience.js';
import { assertOpens, SessionService } from '../identity/session.service.js';
import { keyOf, nameOf, type BoardKey } from '../meetings/board-key.js';
import { closedRead } from '../meetings/closed-reads.js';
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
  /** Whether they know who is there; those who have just come do not. */
  informed: boolean;
  /** The closed streams that the audit knows them to hear. */
  readonly recorded: Set<string>;
}

/** A meeting as this process serves it. */
interface Attended {
  readonly attendees: Map<string, Attendee>;
  /** What is told besides the log (who is there, who writes where), by frame and stream, as last told. */
  readonly told: Map<string, string>;
}

type Courtesy = 'presence' | 'editing';

@Injectable()
export class LiveService {
  private readonly meetings = new Map<string, Attended>();
  private server: LiveServer | undefined;

  constructor(
    private readonly directory: DirectoryService,
    private readonly feed: StreamFeed,
    private readonly snapshots: SnapshotService,
    private readonly presence: PresenceService,
    private readonly sessions: SessionService,
    private readonly audit: AuditLog,
  ) {}

  start(server: LiveServer): void {
    this.server = server;
    this.feed.start({
      pass: (published) => this.pass(published),
      startOver: (key) => this.askToRejoin(key, this.attendeesOf(key)),
    });
    this.presence.start((key, rows) => this.showPresence(key, rows));
  }

  /** Lets a socket in: into the rooms first, so that whatever the reading misses arrives by them. */
  async join(socket: LiveSocket, request: JoinRequest): Promise<JoinAnswer> {
    if (request.protocol !== PROTOCOL_VERSION) throw new DomainError('protocol-outdated');
    const attendee = await this.admit(socket, request);
    const { partnershipId, meetingId, known } = request;
    const key = { partnershipId, meetingId };
    // Whoever hung up meanwhile is past `forget` and would stay for ever.
    if (!socket.connected) throw new DomainError('unavailable');
    this.enter(key, attendee);
    try {
      await this.feed.watch(key);
      const { answer, closed } = await this.snapshots.readSince(attendee.actor, meetingId, known);
      for (const stream of closed) attendee.recorded.add(stream);
      await this.assertRightsOf(attendee, partnershipId);
      if (this.isAttendee(key, attendee))
        void this.presence.enter(socket.id, attendee.actor, meetingId);
      return answer;
    } catch (error) {
      if (this.isAttendee(key, attendee)) await this.letGo(key, socket);
      throw error;
    }
  }

  /** Says which entry the person writes in; only those who may hear the entry's stream are told. */
  async setEditing(socket: LiveSocket, { meetingId, entryId }: EditingNotice): Promise<null> {
    const { actor } = this.attending(socket, meetingId);
    const stream = entryId && (await this.snapshots.streamOfEntry(actor, meetingId, entryId));
    const writing = stream && entryId ? { stream, entryId } : null;
    const { partnershipId } = actor;
    await this.presence.write(socket.id, { partnershipId, meetingId }, writing);
    return null;
  }

  async leave(socket: LiveSocket, { meetingId }: LeaveRequest): Promise<null> {
    const { actor } = this.attending(socket, meetingId);
    await this.letGo({ partnershipId: actor.partnershipId, meetingId }, socket);
    return null;
  }

  /** The socket is gone; whatever it attended, it no longer does. */
  async forget(socket: LiveSocket): Promise<void> {
    for (const key of this.keysOf(socket)) await this.letGo(key, socket);
  }

  private async admit(
    socket: LiveSocket,
    { partnershipId, meetingId }: BoardKey,
  ): Promise<Attendee> {
    const { session } = socket.data;
    assertOpens(session, partnershipId);
    const directory = await this.directory.now(partnershipId);
    const actor = attendeeOf(directory, { partnershipId, meetingId }, session);
    // Looked up after the version of the rights, which rises with the end of a session.
    await this.sessions.assertHolds(session.id);
    return {
      socket,
      actor,
      rightsVersion: directory.rightsVersion,
      informed: false,
      recorded: new Set(),
    };
  }

  /** What was read may have been committed under rights newer than those of whoever asked. */
  private async assertRightsOf(attendee: Attendee, partnershipId: string): Promise<void> {
    const { rightsVersion } = await this.directory.now(partnershipId);
    if (rightsVersion !== attendee.rightsVersion)
      throw new DomainError('unavailable', 'The rights have just changed.');
  }

  private enter(key: BoardKey, attendee: Attendee): void {
    const meeting = this.meetings.get(nameOf(key)) ?? { attendees: new Map(), told: new Map() };
    this.meetings.set(nameOf(key), meeting);
    meeting.attendees.set(attendee.socket.id, attendee);
    void attendee.socket.join(roomOf(key, TABLE));
  }

  private async letGo(key: BoardKey, socket: LiveSocket): Promise<void> {
    this.remove(key, socket);
    await this.presence.leave(socket.id, key);
  }

  private remove(key: BoardKey, socket: LiveSocket): void {
    const attendees = this.meetings.get(nameOf(key))?.attendees;
    for (const room of socket.rooms)
      if (room.startsWith(`${nameOf(key)}/`)) void socket.leave(room);
    attendees?.delete(socket.id);
    if (attendees?.size !== 0) return;
    this.meetings.delete(nameOf(key));
    this.feed.unwatch(key);
  }

  /**
   * One frame for each stream of the batch. Streams have no order among each other: one that somebody
   * hears for the first time waits until that is recorded, and only its own listeners wait for it.
   */
  private async pass(published: Published): Promise<void> {
    this.renewRights(published, published.rightsVersion);
    const streams = [...new Set(published.events.map((event) => event.stream))];
    const isHeard = (stream: string) => this.unrecorded(published, stream).length === 0;
    const heard = streams.filter(isHeard);
    for (const stream of heard) this.passOn(published, stream);
    for (const stream of streams.filter((one) => !heard.includes(one))) {
      await this.recordHearing(published, stream);
      this.passOn(published, stream);
    }
  }

  private passOn(published: Published, stream: string): void {
    const { meetingId, events } = published;
    this.fillRoom(published, stream);
    this.server?.to(roomOf(published, stream)).emit('events', {
      meetingId,
      events: events.filter((event) => event.stream === stream),
    });
  }

  /** Those who are about to hear a closed stream that nobody knew of when they came. */
  private unrecorded(key: BoardKey, stream: string): Attendee[] {
    if (stream === TABLE) return [];
    const audience = audienceOf(stream);
    return this.attendeesOf(key).filter(
      ({ actor, recorded }) => !recorded.has(stream) && mayHear(actor, audience),
    );
  }

  private async recordHearing(key: BoardKey, stream: string): Promise<void> {
    const listeners = this.unrecorded(key, stream);
    const { meetingId } = key;
    try {
      await this.audit.recordAlone(
        ...listeners.flatMap(({ actor }) => closedRead(actor, { meetingId, streams: [stream] })),
      );
      for (const { recorded } of listeners) recorded.add(stream);
    } catch {
      // They come back by the door, which lets them in once it can be recorded.
      this.askToRejoin(key, listeners);
    }
  }

  /** Rights may change while nothing happens at a meeting; nor may presence be told by old ones. */
  async renewAllRights(): Promise<void> {
    const keys = [...this.meetings.keys()].map(keyOf);
    if (keys.length === 0) return;
    const ids = new Set(keys.map(({ partnershipId }) => partnershipId));
    const versions = await this.directory.rightsVersions([...ids]);
    for (const key of keys) this.renewRights(key, versions.get(key.partnershipId) ?? Infinity);
  }

  /** Nobody hears an event with rights older than those it was committed under. */
  private renewRights(key: BoardKey, current: number): void {
    const older = this.attendeesOf(key).filter(({ rightsVersion }) => rightsVersion < current);
    this.askToRejoin(key, older);
  }

  private askToRejoin(key: BoardKey, attendees: Attendee[]): void {
    for (const { socket } of attendees) {
      void this.letGo(key, socket);
      socket.emit('rejoin', { meetingId: key.meetingId });
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
    const meeting = this.meetings.get(nameOf(key));
    if (!meeting) return;
    const peopleOf = new Map<string, Set<string>>();
    for (const { agencyId, personId } of rows)
      peopleOf.set(agencyId, (peopleOf.get(agencyId) ?? new Set()).add(personId));
    const present = [...peopleOf].map(([agencyId, people]) => ({ agencyId, people: people.size }));
    this.tell(key, TABLE, 'presence', { meetingId: key.meetingId, present: inOrder(present) });
    for (const stream of editedStreams(meeting, rows)) {
      const editing = rows.flatMap(({ agencyId, editingStream, editingEntryId: entryId }) =>
        editingStream === stream && entryId ? [{ entryId, agencyId }] : [],
      );
      this.fillRoom(key, stream);
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
    const meeting = this.meetings.get(nameOf(key));
    const room = roomOf(key, stream);
    const text = JSON.stringify(frame);
    if (meeting?.told.get(`${event} ${stream}`) !== text) {
      meeting?.told.set(`${event} ${stream}`, text);
      this.server?.to(room).emit(event, ...frame);
      return;
    }
    for (const { socket, informed } of meeting.attendees.values())
      if (!informed && socket.rooms.has(room)) socket.emit(event, ...frame);
  }

  private attendeesOf(key: BoardKey): Attendee[] {
    return [...(this.meetings.get(nameOf(key))?.attendees.values() ?? [])];
  }

  private isAttendee(key: BoardKey, attendee: Attendee): boolean {
    return this.meetings.get(nameOf(key))?.attendees.get(attendee.socket.id) === attendee;
  }

  private attending(socket: LiveSocket, meetingId: string): Attendee {
    for (const key of this.keysOf(socket)) {
      const attendee = this.meetings.get(nameOf(key))?.attendees.get(socket.id);
      if (attendee && key.meetingId === meetingId) return attendee;
    }
    throw new DomainError('not-found');
  }

  private keysOf(socket: LiveSocket): BoardKey[] {
    return [...this.meetings]
      .filter(([, { attendees }]) => attendees.has(socket.id))
      .map(([name]) => keyOf(name));
  }
}

/** Streams in which someone writes, and those whose listeners still believe that someone does. */
function editedStreams({ told }: Attended, rows: PresenceRow[]): Set<string> {
  const before = [...told.keys()].filter((name) => name.startsWith('editing '));
  const now = rows.map((row) => row.editingStream).filter((stream) => stream !== null);
  return new Set([...before.map((name) => name.slice('editing '.length)), ...now]);
}

/** Rows come in any order, which must neither look like news nor tell anything. */
function inOrder<One extends { agencyId: string; entryId?: string }>(list: One[]): One[] {
  const keyOfOne = ({ entryId, agencyId }: One) => `${entryId} ${agencyId}`;
  return list.sort((one, other) => (keyOfOne(one) < keyOfOne(other) ? -1 : 1));
}

function roomOf(key: BoardKey, stream: string): string {
  return `${nameOf(key)}/${stream}`;
}
