// The socket's door: who comes in, what they may send and how fast, and when they are shown out.
// Handlers are bound once here, not by Nest's decorators: those never call the ack when a handler
// throws, answer an object with a key `event` by emitting it, and cost an rxjs chain per socket.
import type { Server as HttpServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Refusals } from '../audit/refusals.js';
import { CommandEnvelope } from '../contract/commands.js';
import { EditingNotice, JoinRequest, LeaveRequest, type ClientToServer } from '../contract/live.js';
import { DomainError } from '../domain/domain-error.js';
import { SESSION_ENDED_CHANNEL } from '../identity/end-sessions.js';
import { GuestPasses } from '../identity/guest-passes.js';
import { assertOpens, SessionService } from '../identity/session.service.js';
import type { BoardKey } from '../meetings/board-key.js';
import { CommandService } from '../meetings/command.service.js';
import { MEETING_CHANNEL, StreamFeed } from '../meetings/stream-feed.js';
import type { Config } from '../platform/config.js';
import { Notifications } from '../platform/database/notifications.js';
import { describeError } from '../platform/logging.js';
import { CONFIG } from '../platform/platform.module.js';
import { answering, answerUnknown, type Handle } from './answer.js';
import { LiveMetrics } from './live-metrics.js';
import {
  createLiveServer,
  forgetRequest,
  packetsWaiting,
  WithinASecond,
  type LiveServer,
  type LiveSocket,
} from './live.server.js';
import { LiveService } from './live.service.js';
import { PRESENCE_CHANNEL, PresenceService } from './presence.service.js';

const SWEEP_EVERY_MS = 1_000;
/** A reader this far behind is cut off; it comes back and catches up from the log. */
const MOST_BYTES_WAITING = 1024 * 1024;
const MOST_PACKETS_WAITING = 256;
/** Far above what hands can do, far below what hurts. */
const MESSAGES_PER_SECOND = 500;
/** At its end the process waits this long for those who are slow to read, and as long to say goodbye. */
const LAST_WORDS_WITHIN_MS = 2_000;

@Injectable()
export class LiveGateway implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger('Live');
  /** For all sockets alike: with handlers of its own each of thousands would hold two kilobytes more. */
  private readonly answer = answerBy({
    join: answering(
      JoinRequest,
      this.witnessed(
        () => 'join',
        (socket, request) => this.live.join(socket, request),
      ),
    ),
    command: answering(
      CommandEnvelope,
      this.witnessed(
        ({ command }) => command.type,
        async ({ data: { session } }, envelope) => {
          assertOpens(session, envelope.partnershipId);
          return this.commands.execute({ ...session, sessionId: session.id }, envelope);
        },
      ),
    ),
    editing: answering(
      EditingNotice,
      this.limited((socket, notice) => this.live.setEditing(socket, notice)),
    ),
    leave: answering(
      LeaveRequest,
      this.limited((socket, request) => this.live.leave(socket, request)),
    ),
  });

  private server: LiveServer | undefined;
  private sweep: NodeJS.Timeout | undefined;
  private sweeping = false;
  private ending = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: HttpAdapterHost,
    private readonly sessions: SessionService,
    private readonly guests: GuestPasses,
    private readonly commands: CommandService,
    private readonly feed: StreamFeed,
    private readonly live: LiveService,
    private readonly presence: PresenceService,
    private readonly notifications: Notifications,
    private readonly refusals: Refusals,
    private readonly metrics: LiveMetrics,
  ) {}

  async onModuleInit(): Promise<void> {
    const server = createLiveServer(
      this.http.httpAdapter.getHttpServer() as HttpServer,
      this.config,
      () => this.metrics.cutOff('flood'),
    );
    this.server = server;
    this.metrics.countSockets(() => this.sockets().length);
    server.use((socket, next) => void this.identify(socket, next));
    server.on('connection', (socket) => this.serve(socket));
    // Guests whose hour came while nobody was up: before anyone is let in.
    await this.guests.endDue();
    this.live.start(server);
    await this.notifications.start({
      [MEETING_CHANNEL]: (payload) => this.feed.notice(payload),
      [PRESENCE_CHANNEL]: (name) => this.presence.hint(name),
      [SESSION_ENDED_CHANNEL]: (sessionId) => this.endSession(sessionId),
    });
    this.sweep = setInterval(() => void this.sweepSockets(), SWEEP_EVERY_MS);
  }

  /** Comes before the HTTP server is closed, which waits until the last socket has gone. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.sweep);
    this.ending = true;
    await this.commands.finish();
    // The last answers are on their way, refusals once they are in the audit; only then is the line cut.
    await waitUntil(() =>
      this.sockets().every(
        ({ conn, data }) => data.unanswered === 0 && packetsWaiting(conn).length === 0,
      ),
    );
    const sockets = this.sockets();
    const closed = this.server?.close();
    await waitUntil(() => sockets.every(({ request }) => request.socket.destroyed));
    for (const socket of sockets) hangUp(socket);
    await closed;
  }

  private async identify(socket: LiveSocket, next: (error?: Error) => void): Promise<void> {
    try {
      const session = await this.sessions.authenticate(socket.handshake.headers.cookie);
      if (this.ending) throw new DomainError('unavailable');
      if (session) {
        const { id, personId, method, opensClosed, partnershipIds } = session;
        socket.data = {
          session: { id, personId, method, opensClosed, partnershipIds },
          unanswered: 0,
          messages: new WithinASecond(),
        };
      }
      next(session ? undefined : new Error('not-signed-in'));
    } catch {
      next(new Error('unavailable'));
    }
  }

  private serve(socket: LiveSocket): void {
    forgetRequest(socket);
    socket.onAny(this.answer);
    socket.on('disconnect', () => {
      this.live.forget(socket).catch((error: unknown) => this.logger.error(describeError(error)));
    });
  }

  private limited<Message, Value>(handle: Handle<Message, Value>): Handle<Message, Value> {
    return async (socket, message) => {
      if (socket.data.messages.add() > MESSAGES_PER_SECOND)
        throw new DomainError('too-many-requests');
      return handle(socket, message);
    };
  }

  /** As `limited`; a refusal is in the audit before it is answered. */
  private witnessed<Message extends BoardKey, Value>(
    nameOf: (message: Message) => string,
    handle: Handle<Message, Value>,
  ): Handle<Message, Value> {
    return this.limited(async (socket, message) => {
      try {
        return await handle(socket, message);
      } catch (error) {
        const { partnershipId, meetingId } = message;
        const { id: sessionId, personId } = socket.data.session;
        const asked = { sessionId, personId, partnershipId, meetingId, what: nameOf(message) };
        throw await this.refusals.recorded(asked, error);
      }
    });
  }

  private endSession(sessionId: string): void {
    for (const socket of this.sockets())
      if (socket.data.session.id === sessionId) socket.disconnect(true);
  }

  /** What no event tells: readers that have stalled, sessions whose end was not heard, new rights. */
  private async sweepSockets(): Promise<void> {
    const sockets = this.sockets();
    for (const socket of sockets) {
      if (!isStalled(socket)) continue;
      hangUp(socket);
      this.metrics.cutOff('stalled');
    }
    // A database that is slow to answer must not be asked by ever more connections.
    if (this.sweeping) return;
    this.sweeping = true;
    const sessionIds = new Set<string>();
    for (const { data } of sockets) sessionIds.add(data.session.id);
    // One after the other: thousands who are looked at all at once would keep an edit waiting.
    await this.tryTo(() => this.live.renewAllRights());
    await this.tryTo(() => this.endEndedAmong(sessionIds));
    this.sweeping = false;
  }

  private async tryTo(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.logger.warn(`Could not look for what has ended: ${describeError(error)}`);
    }
  }

  private async endEndedAmong(sessionIds: ReadonlySet<string>): Promise<void> {
    for (const id of await this.sessions.endedAmong(sessionIds)) this.endSession(id);
  }

  private sockets(): LiveSocket[] {
    return [...(this.server?.sockets.sockets.values() ?? [])];
  }
}

type Listener = (this: LiveSocket, ...sent: unknown[]) => unknown;

/** One listener for all messages: one for each would cost every socket another half kilobyte. */
function answerBy(handlers: Record<keyof ClientToServer, Listener>): Listener {
  const handlerOf = new Map<unknown, Listener>(Object.entries(handlers));
  return function (message, ...sent) {
    (handlerOf.get(message) ?? answerUnknown).apply(this, sent);
  };
}

/** Closing politely would wait for the very bytes that a stalled reader does not read. */
function hangUp({ request }: LiveSocket): void {
  request.socket.destroy();
}

async function waitUntil(holds: () => boolean): Promise<void> {
  const until = Date.now() + LAST_WORDS_WITHIN_MS;
  do await pause(5);
  while (!holds() && Date.now() < until);
}

function isStalled({ conn }: LiveSocket): boolean {
  const packets = packetsWaiting(conn);
  if (packets.length === 0) return false;
  if (packets.length > MOST_PACKETS_WAITING) return true;
  const bytes = packets.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
  return bytes > MOST_BYTES_WAITING;
}
