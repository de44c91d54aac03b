// A client as the page is one, with the page's own replica, but with a journal of all it has heard.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Command, CommandOutcome } from '../../src/contract/commands.js';
import type {
  Answer,
  ClientToServer,
  EditingFrame,
  JoinAnswer,
  PresenceFrame,
  ServerToClient,
  Snapshot,
} from '../../src/contract/live.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { toEntries } from '../../src/domain/meeting/board.js';
import { BoardReplica } from '../../web/src/live/board-replica.js';

const ANSWER_WITHIN_MS = 30_000;
/** Long enough for a killed server or database to come back on a busy machine. */
const PERSISTS_FOR_MS = 120_000;
const PAUSE_MS = 50;
/** Who sent too much is heard again when the second it was counted in is over. */
const PAUSE_AFTER_TOO_MANY_MS = 1_000;
/** Answers after which the same is asked again. */
const KEEPS_ASKING: readonly string[] = ['unavailable', 'too-many-requests'];

interface Place {
  partnershipId: string;
  meetingId: string;
}

export class LiveClient {
  readonly replica: BoardReplica;
  /** Every frame as it came, the text that crossed the wire's last hop. */
  readonly heard: string[] = [];
  /** How often a frame did not follow on what had been told before. */
  gaps = 0;
  presence: PresenceFrame['present'] = [];
  editing: EditingFrame | undefined;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly place: Place;
  private joining: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    readonly origin: string,
    private readonly cookie: string,
    { partnershipId, meetingId }: Place,
  ) {
    this.place = { partnershipId, meetingId };
    this.replica = new BoardReplica(meetingId);
    this.socket = io(origin, {
      transports: ['websocket'],
      extraHeaders: { Cookie: cookie },
      reconnectionDelay: 50,
      reconnectionDelayMax: 250,
      forceNew: true,
      // A client that a failed test left open must not keep the whole run from ending.
      autoUnref: true,
    });
    this.socket.onAny((...frame: unknown[]) => this.heard.push(JSON.stringify(frame)));
    this.socket.on('events', (frame) => {
      if (!this.replica.takeFrame(frame).gap) return;
      this.gaps += 1;
      this.follow();
    });
    this.socket.on('presence', ({ present }) => (this.presence = present));
    this.socket.on('editing', (frame) => (this.editing = frame));
    this.socket.on('rejoin', () => {
      this.replica.distrust();
      this.follow();
    });
    this.socket.on('connect', () => this.follow());
    this.socket.on('disconnect', (reason) => {
      this.replica.leave();
      if (reason === 'io server disconnect') this.connectAgain();
    });
    // The library gives up when the server itself refuses, as it does while its database is away.
    this.socket.on('connect_error', () => {
      if (!this.socket.active) this.connectAgain();
    });
  }

  /** Connects and joins; the first thing every test does with a client. */
  static async at(origin: string, cookie: string, place: Place): Promise<LiveClient> {
    const client = new LiveClient(origin, cookie, place);
    try {
      await client.join();
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  join(): Promise<void> {
    this.joining = this.joining.catch(() => undefined).then(() => this.joinOnce());
    return this.joining;
  }

  /** Joins again until it is joined; what is in the way is waited for, for the time of a connection. */
  private follow(): void {
    const again = async () => {
      // A join on its way may be all that is needed; the first one is.
      await this.joining.catch(() => undefined);
      while (this.socket.connected && !this.replica.joined) {
        const done = await this.join().then(
          () => true,
          () => false,
        );
        if (!done) await pause(PAUSE_MS);
      }
    };
    void again();
  }

  private connectAgain(): void {
    setTimeout(() => {
      if (!this.closed) this.socket.connect();
    }, PAUSE_MS).unref();
  }

  ask(known: ReturnType<BoardReplica['beginJoin']>): Promise<Answer<JoinAnswer>> {
    // The client's types lose what an acknowledgement with a time limit carries.
    return this.socket
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck('join', { protocol: PROTOCOL_VERSION, ...this.place, known }) as Promise<
      Answer<JoinAnswer>
    >;
  }

  /** Sends a command once and gives the answer as it came. */
  send(command: Command, commandId: string = randomUUID()): Promise<Answer<CommandOutcome>> {
    return this.socket
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck('command', { ...this.place, commandId, command }) as Promise<
      Answer<CommandOutcome>
    >;
  }

  /** Sends a command, again after each lost connection, until the server has carried it out. */
  async persist(command: Command, commandId: string = randomUUID()): Promise<CommandOutcome> {
    const answer = await this.settle(command, commandId);
    if (answer.ok) return answer.value;
    throw new Error(`${command.type}: ${JSON.stringify(answer.problem)}`);
  }

  /** As `persist`, until the server has carried it out or refused it for good. */
  async settle(
    command: Command,
    commandId: string = randomUUID(),
  ): Promise<Answer<CommandOutcome>> {
    const until = Date.now() + PERSISTS_FOR_MS;
    let last = '';
    while (Date.now() < until && !this.closed) {
      try {
        const answer = await this.send(command, commandId);
        if (answer.ok || !KEEPS_ASKING.includes(answer.problem.code)) return answer;
        last = answer.problem.code;
      } catch (error) {
        last = (error as Error).message;
      }
      await pause(last === 'too-many-requests' ? PAUSE_AFTER_TOO_MANY_MS : PAUSE_MS);
    }
    throw new Error(`${command.type} was never answered; ${last}; ${this.describeLink()}`);
  }

  /** How the client stands, for the message of a failure. */
  describeLink(): string {
    const { connected, active } = this.socket;
    const cursors = [...this.replica.streams].map(([stream, held]) => `${stream} ${held.revision}`);
    return `connected ${connected}, active ${active}, joined ${this.replica.joined}, at ${cursors.join(', ')}`;
  }

  /** What the client shows, in the canonical form two can be compared by. */
  get digest(): string {
    const compartments = [...this.replica.streams].map(([stream, { revision, board }]) => ({
      stream,
      revision,
      entries: toEntries(board),
    }));
    return digestOf({ compartments });
  }

  /** What the server says the client should show. */
  async serverDigest(): Promise<string> {
    const { partnershipId, meetingId } = this.place;
    const response = await fetch(
      `${this.origin}/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/board`,
      { headers: { Cookie: this.cookie } },
    );
    return digestOf((await response.json()) as Snapshot);
  }

  close(): void {
    this.closed = true;
    this.socket.close();
  }

  private async joinOnce(): Promise<void> {
    const known = this.replica.beginJoin();
    const answer = await this.ask(known);
    if (!answer.ok) {
      this.replica.leave();
      throw new Error(`join: ${answer.problem.code}`);
    }
    if (this.replica.takeAnswer(answer.value).gap) await this.joinOnce();
  }
}

/** Two boards are the same exactly when their digests are. */
export function digestOf({ compartments }: Pick<Snapshot, 'compartments'>): string {
  return canonical([...compartments].sort((one, other) => (one.stream < other.stream ? -1 : 1)));
}

/** JSON with sorted keys, so that the order in which fields were set makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Waits until something holds; fails with what it was, after half a minute if not told otherwise. */
export async function eventually(
  holds: () => boolean,
  what: string | (() => string),
  withinMs = 30_000,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!holds()) {
    // What came while this process was not let run is read before its time is said to be over.
    const isOver = Date.now() > until;
    await pause(10);
    if (isOver && !holds())
      throw new Error(`Never came: ${typeof what === 'string' ? what : what()}`);
  }
}
