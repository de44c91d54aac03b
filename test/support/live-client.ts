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

const ANSWER_WITHIN_MS = 10_000;

interface Place {
  partnershipId: string;
  meetingId: string;
}

export class LiveClient {
  readonly replica: BoardReplica;
  /** Every frame as it came, the text that crossed the wire's last hop. */
  readonly heard: string[] = [];
  presence: PresenceFrame['present'] = [];
  editing: EditingFrame | undefined;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly place: Place;
  private joining: Promise<void> = Promise.resolve();

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
    });
    this.socket.onAny((...frame: unknown[]) => this.heard.push(JSON.stringify(frame)));
    this.socket.on('events', (frame) => {
      if (this.replica.takeFrame(frame).gap) void this.join();
    });
    this.socket.on('presence', ({ present }) => (this.presence = present));
    this.socket.on('editing', (frame) => (this.editing = frame));
    this.socket.on('rejoin', () => void this.join().catch(() => undefined));
    this.socket.on('disconnect', () => this.replica.leave());
    this.socket.io.on('reconnect', () => void this.join().catch(() => undefined));
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

  /** Sends a command, again after each lost connection, until the server has answered it. */
  async persist(command: Command, commandId: string = randomUUID()): Promise<CommandOutcome> {
    for (;;) {
      const answer = await this.send(command, commandId).catch(() => null);
      if (answer?.ok) return answer.value;
      if (answer && answer.problem.code !== 'unavailable')
        throw new Error(`${command.type}: ${JSON.stringify(answer.problem)}`);
      await pause(50);
    }
  }

  /** What the client shows, in the canonical form two can be compared by. */
  get digest(): string {
    return digestOf(
      [...this.replica.streams].map(([stream, { revision, board }]) => ({
        stream,
        revision,
        entries: toEntries(board),
      })),
    );
  }

  /** What the server says the client should show. */
  async serverDigest(): Promise<string> {
    const { partnershipId, meetingId } = this.place;
    const response = await fetch(
      `${this.origin}/api/v1/partnerships/${partnershipId}/meetings/${meetingId}/board`,
      { headers: { Cookie: this.cookie } },
    );
    return digestOf(((await response.json()) as Snapshot).compartments);
  }

  close(): void {
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

function digestOf(compartments: Snapshot['compartments']): string {
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

/** Waits until something holds; fails with what it was after five seconds. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  const until = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > until) throw new Error(`Never came: ${what}`);
    await pause(10);
  }
}
