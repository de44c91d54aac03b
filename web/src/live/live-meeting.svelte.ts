// One meeting as this page follows it: binds the socket to the replica of the board and to the queue
// of commands, and tells the truth about the link. All rules of order lie in those two; here is only
// when to ask, when to wait and what to show.
import { io, type Socket } from 'socket.io-client';
import type { StreamEvent } from '../../../src/contract/events.js';
import type {
  Answer,
  ClientToServer,
  EditingFrame,
  JoinAnswer,
  PresenceFrame,
  ServerToClient,
} from '../../../src/contract/live.js';
import type { Command } from '../../../src/contract/commands.js';
import type { ProblemCode } from '../../../src/contract/problems.js';
import { PROTOCOL_VERSION } from '../../../src/contract/protocol-version.js';
import { emptyBoard, type Board } from '../../../src/domain/meeting/board.js';
import { BoardReplica, changedEntries, type Reception } from './board-replica.js';
import {
  CommandQueue,
  type FailedCommand,
  type PendingCommand,
  type Settlement,
} from './command-queue.js';
import { waitingKey } from './waiting-commands.js';

/**
 * live         connected and joined: what shows is what is
 * catching-up  on the way there
 * away         no connection; what shows may be old, what is written waits
 */
export type LinkState = 'live' | 'catching-up' | 'away';

/** Why following the meeting ended for good, until the page does something about it. */
export type LinkEnd = 'not-signed-in' | 'not-found' | 'protocol-outdated';
const ends: readonly ProblemCode[] = ['not-signed-in', 'not-found', 'protocol-outdated'];
const isEnd = (code: ProblemCode | undefined): code is LinkEnd =>
  code !== undefined && ends.includes(code);

const answerWithinMilliseconds = 10_000;
const pauseBeforeRetryMilliseconds = 1_500;
const glowMilliseconds = 4_000;

interface MeetingKey {
  partnershipId: string;
  meetingId: string;
  /** Whose commands wait here: another person on the same device must not send them. */
  personId: string;
  agencyId: string;
}

export class LiveMeeting {
  board = $state.raw<Board>(emptyBoard);
  /** Whether the board has come; before that there is nothing to show. */
  loaded = $state(false);
  link = $state<LinkState>('catching-up');
  end = $state<LinkEnd | null>(null);
  present = $state.raw<PresenceFrame['present']>([]);
  pending = $state.raw<readonly PendingCommand[]>([]);
  failed = $state.raw<readonly FailedCommand[]>([]);
  /** Entries that others changed a moment ago, and on whose behalf. */
  glowing = $state.raw<ReadonlyMap<string, string | null>>(new Map());
  #editing = $state.raw<ReadonlyMap<string, EditingFrame['editing']>>(new Map());
  #writingIn = $state<string | null>(null);

  readonly #key: MeetingKey;
  readonly #replica: BoardReplica;
  readonly #queue: CommandQueue;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #onEvents: (events: readonly StreamEvent[]) => void;
  #join: symbol | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** `onEvents` hears of what others changed while one was following; not of what one missed. */
  constructor(key: MeetingKey, onEvents: (events: readonly StreamEvent[]) => void) {
    this.#key = key;
    this.#onEvents = onEvents;
    this.#replica = new BoardReplica(key.meetingId);
    this.#queue = new CommandQueue({
      send: (pending) => this.#send(pending),
      newId: () => crypto.randomUUID(),
      store: sessionStorage,
      storeKey: waitingKey(key.personId, key.meetingId),
      onChange: () => this.#showQueue(),
    });
    this.#showQueue();
    this.#socket = io({
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 400,
      reconnectionDelayMax: 5_000,
    });
    this.#listen();
  }

  /** Gives a command. It counts as waiting until it is answered, however long that takes. */
  give(command: Command): { commandId: string; settled: Promise<Settlement> } {
    return this.#queue.give(command);
  }

  /** A refused command is taken care of: shown where one wrote, sent anew, or let go. */
  dismiss(commandId: string): void {
    this.#queue.dismiss(commandId);
  }

  /** Tells the others which entry one writes in; null when one has stopped. */
  writeIn(entryId: string | null): void {
    this.#writingIn = entryId;
    if (this.link === 'live') this.#tellWriting();
  }

  /** The agencies, other than oneself, that write in an entry just now. */
  writersIn(entryId: string): string[] {
    const writers = [...this.#editing.values()]
      .flat()
      .filter((one) => one.entryId === entryId)
      .map((one) => one.agencyId);
    const own = this.#writingIn === entryId ? this.#key.agencyId : null;
    return [...new Set(writers)].filter((agencyId) => agencyId !== own);
  }

  /** Stops following: the others see at once that one has gone. */
  destroy(): void {
    this.#leave();
    removeEventListener('offline', this.#goOffline);
    removeEventListener('online', this.#goOnline);
    if (this.#socket.connected) {
      this.#socket.emit('leave', { meetingId: this.#key.meetingId }, () => undefined);
    }
    this.#socket.disconnect();
  }

  #listen(): void {
    this.#socket.on('connect', () => void this.#joinMeeting());
    this.#socket.on('disconnect', (reason) => {
      this.#goAway();
      // The server let go of this socket by itself; the library reconnects only after lost lines.
      if (reason === 'io server disconnect') this.#later(() => this.#socket.connect());
    });
    this.#socket.on('connect_error', (error) => {
      this.#goAway();
      if (error.message === 'not-signed-in') this.#endWith('not-signed-in');
      else if (!this.#socket.active) this.#later(() => this.#socket.connect());
    });
    this.#socket.on('events', (frame) => this.#take(this.#replica.takeFrame(frame)));
    this.#socket.on('presence', (frame) => {
      if (frame.meetingId === this.#key.meetingId) this.present = frame.present;
    });
    this.#socket.on('editing', (frame) => {
      if (frame.meetingId !== this.#key.meetingId) return;
      this.#editing = new Map(this.#editing).set(frame.stream, frame.editing);
    });
    this.#socket.on('rejoin', ({ meetingId }) => {
      if (meetingId !== this.#key.meetingId) return;
      this.#replica.distrust();
      void this.#joinMeeting();
    });
    addEventListener('offline', this.#goOffline);
    addEventListener('online', this.#goOnline);
  }

  #goOffline = (): void => {
    this.#socket.disconnect();
    this.#goAway();
  };

  #goOnline = (): void => {
    this.#socket.connect();
  };

  async #joinMeeting(): Promise<void> {
    const join = (this.#join = Symbol('join'));
    clearTimeout(this.#retry);
    this.#queue.suspend();
    this.link = 'catching-up';
    const { partnershipId, meetingId } = this.#key;
    const known = this.#replica.beginJoin();
    // The client's types lose what an acknowledgement with a time limit carries.
    const asked = this.#socket.timeout(answerWithinMilliseconds).emitWithAck('join', {
      protocol: PROTOCOL_VERSION,
      partnershipId,
      meetingId,
      known,
    }) as Promise<Answer<JoinAnswer>>;
    const answer = await asked.catch(() => null);
    if (join !== this.#join) return;
    if (answer?.ok) this.#enter(answer.value);
    else if (isEnd(answer?.problem.code)) this.#endWith(answer.problem.code);
    else if (answer) this.#later(() => void this.#joinMeeting());
    else this.#dropLine();
  }

  #enter(answer: JoinAnswer): void {
    const reception = this.#replica.takeAnswer(answer);
    this.loaded = this.#replica.holdsBoard;
    this.board = this.#replica.board;
    if (reception.gap) {
      this.#later(() => void this.#joinMeeting());
      return;
    }
    this.link = 'live';
    this.#glow(reception.applied);
    this.#queue.resume();
    if (this.#writingIn !== null) this.#tellWriting();
  }

  #take({ applied, gap }: Reception): void {
    if (applied.length > 0) {
      this.board = this.#replica.board;
      this.#glow(applied);
      this.#onEvents(applied.filter((event) => event.byAgencyId !== this.#key.agencyId));
    }
    if (gap) void this.#joinMeeting();
  }

  async #send({ commandId, command }: PendingCommand): Promise<Settlement> {
    const { partnershipId, meetingId } = this.#key;
    const socket = this.#socket;
    try {
      const answer = (await socket
        .timeout(answerWithinMilliseconds)
        .emitWithAck('command', { partnershipId, meetingId, commandId, command })) as Answer<{
        commandId: string;
        entryId: string | null;
      }>;
      if (!answer.ok && answer.problem.code === 'not-signed-in') this.#endWith('not-signed-in');
      return answer;
    } catch (noAnswer) {
      if (socket.connected && this.link === 'live') this.#dropLine();
      throw noAnswer;
    }
  }

  #tellWriting(): void {
    const notice = { meetingId: this.#key.meetingId, entryId: this.#writingIn };
    this.#socket.volatile.emit('editing', notice, () => undefined);
  }

  /** A line that answers no more is dead, whatever the socket believes: begin anew on another. */
  #dropLine(): void {
    this.#socket.io.engine.close();
  }

  #goAway(): void {
    this.#leave();
    if (this.end === null) this.link = 'away';
  }

  #leave(): void {
    this.#join = null;
    clearTimeout(this.#retry);
    this.#queue.suspend();
    this.#replica.leave();
    this.present = [];
    this.#editing = new Map();
  }

  #endWith(end: LinkEnd): void {
    this.#leave();
    this.end = end;
    this.link = 'away';
    // Whoever holds the device may be someone else: with the right, the text goes from the screen.
    if (end !== 'protocol-outdated') this.board = emptyBoard;
    this.#socket.disconnect();
  }

  #later(work: () => void): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(work, pauseBeforeRetryMilliseconds * (0.5 + Math.random()));
  }

  #glow(events: readonly StreamEvent[]): void {
    const byOthers = events.filter((event) => event.byAgencyId !== this.#key.agencyId);
    const changed = changedEntries(byOthers);
    if (changed.size === 0) return;
    this.glowing = new Map([...this.glowing, ...changed]);
    setTimeout(() => {
      const left = new Map(this.glowing);
      for (const id of changed.keys()) left.delete(id);
      this.glowing = left;
    }, glowMilliseconds);
  }

  #showQueue(): void {
    this.pending = this.#queue.pending;
    this.failed = this.#queue.failed;
  }
}
