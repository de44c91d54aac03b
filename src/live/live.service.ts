// Lets sockets in to meetings, and passes on what happens there to those that may hear it.
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { EditingNotice, JoinAnswer, JoinRequest, LeaveRequest } from '../contract/live.js';
import { PROTOCOL_VERSION } from '../contract/protocol-version.js';
import { DirectoryService, attendeeOf } from '../directory/directory.service.js';
import { DomainError } from '../domain/domain-error.js';
import { isOver } from '../domain/meeting/access.js';
import { audienceOf, mayHear, TABLE } from '../domain/meeting/audience.js';
import { assertOpens, SessionService } from '../identity/session.service.js';
import type { BoardKey } from '../meetings/board-key.js';
import { closedRead } from '../meetings/closed-reads.js';
import { CatchUpService } from '../meetings/catch-up.service.js';
import { SnapshotService } from '../meetings/snapshot.service.js';
import { StreamFeed, type FeedListener, type Published } from '../meetings/stream-feed.js';
import { Clock } from '../platform/clock.js';
import { Notifications } from '../platform/database/notifications.js';
import { LiveMeetings, roomOf, type Attended, type Attendee } from './live-meetings.js';
import type { LiveServer, LiveSocket } from './live.server.js';
import { PresenceService } from './presence.service.js';
import { PresenceTelling } from './presence-telling.js';
import { tellRoom } from './tell-room.js';

@Injectable()
export class LiveService {
  private server: LiveServer | undefined;
  /** The rooms whose frames wait, each in its order, until those who hear it first are recorded. */
  private readonly recording = new Map<string, Promise<void>>();

  constructor(
    private readonly meetings: LiveMeetings,
    private readonly directory: DirectoryService,
    private readonly feed: StreamFeed,
    private readonly snapshots: SnapshotService,
    private readonly catchUp: CatchUpService,
    private readonly presence: PresenceService,
    private readonly sessions: SessionService,
    private readonly audit: AuditLog,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
  ) {}

  start(server: LiveServer): void {
    this.server = server;
    const listener: FeedListener = {
      pass: (published) => this.pass(published),
      startOver: (key) => this.askToRejoin(key, this.meetings.attendeesOf(key)),
    };
    this.feed.start(listener, this.notifications);
    const telling = new PresenceTelling(this.meetings, server);
    this.presence.start({
      serves: (name) => telling.serves(name),
      show: (key, rows) => {
        this.dismissGuests(this.meetings.at(key));
        telling.show(key, rows);
      },
    });
  }

  /** Lets a socket in: into the rooms first, so that whatever the reading misses arrives by them. */
  async join(socket: LiveSocket, request: JoinRequest): Promise<JoinAnswer> {
    if (request.protocol !== PROTOCOL_VERSION) throw new DomainError('protocol-outdated');
    const attendee = await this.admit(socket, request);
    const { partnershipId, meetingId, known } = request;
    // Whoever hung up meanwhile is past `forget` and would stay for ever.
    if (!socket.connected) throw new DomainError('unavailable');
    const key = this.meetings.enter({ partnershipId, meetingId }, attendee);
    try {
      await this.feed.watch(key);
      const upToDate = await this.catchUp.bringUpToDate(key, attendee.actor, known);
      const { answer, closed, rightsVersion } = upToDate;
      // Whatever is told later under newer rights finds those let in under older ones.
      if (rightsVersion !== attendee.rightsVersion)
        throw new DomainError('unavailable', 'The rights have just changed.');
      // Whoever was told to join again meanwhile must not believe that they have.
      if (!this.meetings.has(key, socket)) throw new DomainError('unavailable');
      for (const stream of closed) attendee.recorded.push(stream);
      if (this.meetings.holds(key, attendee))
        void this.presence.enter(socket.id, attendee.actor, key);
      return answer;
    } catch (error) {
      if (this.meetings.holds(key, attendee)) await this.letGo(key, socket);
      throw error;
    }
  }

  /** Says which entry the person writes in; only those who may hear the entry's stream are told. */
  async setEditing(socket: LiveSocket, { meetingId, entryId }: EditingNotice): Promise<null> {
    const { actor } = this.meetings.attending(socket, meetingId);
    if (isOver(actor, this.clock.now())) throw new DomainError('not-found');
    const stream = entryId && (await this.snapshots.streamOfEntry(actor, meetingId, entryId));
    const writing = stream && entryId ? { stream, entryId } : null;
    const { partnershipId } = actor;
    await this.presence.write(socket.id, { partnershipId, meetingId }, writing);
    return null;
  }

  async leave(socket: LiveSocket, { meetingId }: LeaveRequest): Promise<null> {
    const { actor } = this.meetings.attending(socket, meetingId);
    await this.letGo({ partnershipId: actor.partnershipId, meetingId }, socket);
    return null;
  }

  /** The socket is gone; whatever it attended, it no longer does. */
  async forget(socket: LiveSocket): Promise<void> {
    for (const key of this.meetings.keysOf(socket)) await this.letGo(key, socket);
  }

  private async admit(
    socket: LiveSocket,
    { partnershipId, meetingId }: BoardKey,
  ): Promise<Attendee> {
    const { session } = socket.data;
    assertOpens(session, partnershipId);
    const directory = await this.directory.now(partnershipId);
    const actor = attendeeOf(directory, { partnershipId, meetingId }, session);
    // Looked up after the version of the rights, which rises when a session is taken from someone.
    await this.sessions.assertHolds(session.id);
    return {
      socket,
      actor,
      rightsVersion: directory.rightsVersion,
      informed: false,
      recorded: [],
    };
  }

  private async letGo(key: BoardKey, socket: LiveSocket): Promise<void> {
    if (this.meetings.remove(key, socket)) this.feed.unwatch(key);
    await this.presence.leave(socket.id, key);
  }

  /**
   * One frame for each stream of the batch. Streams have no order among each other: one that somebody
   * hears for the first time waits until that is recorded, and only its own listeners wait for it.
   */
  private pass(published: Published): void {
    this.letGoOfOthers(published);
    for (const stream of new Set(published.events.map((event) => event.stream))) {
      const room = roomOf(published, stream);
      const before = this.recording.get(room);
      if (!before && this.unrecorded(published, stream).length === 0) {
        this.passOn(published, stream);
        continue;
      }
      const turn = (before ?? Promise.resolve()).then(async () => {
        // Somebody may have come while the others were recorded.
        while (this.unrecorded(published, stream).length > 0)
          await this.recordHearing(published, stream);
        this.letGoOfOthers(published);
        this.passOn(published, stream);
        if (this.recording.get(room) === turn) this.recording.delete(room);
      });
      this.recording.set(room, turn);
    }
  }

  private passOn(published: Published, stream: string): void {
    const { meetingId, events } = published;
    this.meetings.fillRoom(published, stream);
    if (!this.server) return;
    tellRoom(this.server, roomOf(published, stream), 'events', {
      meetingId,
      events: events.filter((event) => event.stream === stream),
    });
  }

  /** Those who may not hear it by now. */
  private letGoOfOthers(published: Published): void {
    const meeting = this.meetings.at(published);
    this.renewRights(meeting, published.rightsVersion);
    this.dismissGuests(meeting);
  }

  /** Those who are about to hear a closed stream that nobody knew of when they came. */
  private unrecorded(key: BoardKey, stream: string): Attendee[] {
    if (stream === TABLE) return [];
    const audience = audienceOf(stream);
    return this.meetings
      .attendeesOf(key)
      .filter(({ actor, recorded }) => !recorded.includes(stream) && mayHear(actor, audience));
  }

  private async recordHearing(key: BoardKey, stream: string): Promise<void> {
    const listeners = this.unrecorded(key, stream);
    const { meetingId } = key;
    try {
      await this.audit.recordAlone(
        ...listeners.flatMap(({ actor }) => closedRead(actor, { meetingId, streams: [stream] })),
      );
      for (const { recorded } of listeners) recorded.push(stream);
    } catch {
      // They come back by the door, which lets them in once it can be recorded.
      this.askToRejoin(key, listeners);
    }
  }

  /** Rights may change and hours come while nothing happens at a meeting; nor may presence be told by old ones. */
  async renewAllRights(): Promise<void> {
    const meetings = this.meetings.all;
    if (meetings.length === 0) return;
    for (const meeting of meetings) this.dismissGuests(meeting);
    const ids = new Set(meetings.map(({ key }) => key.partnershipId));
    const versions = await this.directory.rightsVersions(ids);
    for (const meeting of meetings)
      this.renewRights(meeting, versions.get(meeting.key.partnershipId) ?? Infinity);
  }

  /** Nobody hears an event with rights older than those it was committed under. */
  private renewRights(meeting: Attended | undefined, current: number): void {
    this.askToRejoinWhere(meeting, ({ rightsVersion }) => rightsVersion < current);
  }

  /** A guest whose hour has come hears nothing more, whether or not their pass could be ended yet. */
  private dismissGuests(meeting: Attended | undefined): void {
    const now = this.clock.now();
    this.askToRejoinWhere(meeting, ({ actor }) => isOver(actor, now));
  }

  private askToRejoinWhere(
    meeting: Attended | undefined,
    isMeant: (attendee: Attendee) => boolean,
  ): void {
    if (!meeting) return;
    const meant: Attendee[] = [];
    for (const attendee of meeting.attendees.values()) if (isMeant(attendee)) meant.push(attendee);
    this.askToRejoin(meeting.key, meant);
  }

  private askToRejoin(key: BoardKey, attendees: Attendee[]): void {
    for (const { socket } of attendees) {
      void this.letGo(key, socket);
      socket.emit('rejoin', { meetingId: key.meetingId });
    }
  }
}
