// The Socket.IO server itself: which connections it takes and how much of each it bears.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../contract/live.js';
import type { SignedIn } from '../identity/session.service.js';
import { MAX_PAYLOAD_BYTES } from '../platform/bounded-json.js';
import type { Config } from '../platform/config.js';
import { isFromOwnOrigin } from '../platform/http/own-origin.js';

/** Who a socket belongs to, as the session said when it connected. */
interface SocketData {
  session: Omit<SignedIn, 'expiresAt'>;
  /** How much it has asked for that is not answered yet. */
  unanswered: number;
  messages: WithinASecond;
}

export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

/** A socket that never says which namespace it wants is let go. */
const CONNECT_WITHIN_MS = 5_000;
/** More than any client of ours sends, pings and acknowledgements included. */
const PACKETS_PER_SECOND = 1_000;

type EngineSocket = LiveSocket['conn'];

/** Counts what comes within a second of the first; each of thousands has one, so it is two numbers. */
export class WithinASecond {
  private count = 0;
  private since = 0;

  /** One more: how many that makes. */
  add(): number {
    const now = Math.floor(performance.now());
    if (now - this.since >= 1_000) {
      this.since = now;
      this.count = 0;
    }
    this.count += 1;
    return this.count;
  }
}

/** `floods` is told of each connection that was cut because it sent too much. */
export function createLiveServer(
  httpServer: HttpServer,
  config: Config,
  floods: () => void,
): LiveServer {
  const server: LiveServer = new Server(httpServer, {
    // Long polling would need sticky sessions and has paths that allowRequest does not see.
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_PAYLOAD_BYTES,
    connectTimeout: CONNECT_WITHIN_MS,
    // The `cors` option does not stop a WebSocket from a foreign page; this does.
    allowRequest: (request, decide) => {
      const own = isFromOwnOrigin(config, request.headers);
      decide(own ? null : 'forbidden-origin', own);
    },
  });
  server.engine.use(
    (
      request: { _query?: Record<string, unknown> },
      response: { req: unknown },
      next: (error?: Error) => void,
    ) => {
      // Nobody answers by it, but it stays with the connection, and the request with it.
      response.req = undefined;
      // engine.io does not ask allowRequest when the query names a session of its own to continue.
      next(request._query?.sid === undefined ? undefined : new Error('forbidden'));
    },
  );
  boundPackets(server, floods);
  return server;
}

/**
 * Lets go of what a socket came with, its request's headers foremost: Socket.IO would keep two kilobytes
 * of it for as long as the socket is there. From here on only the request's line is needed.
 */
export function forgetRequest(socket: LiveSocket): void {
  const { conn } = socket;
  conn.request = { socket: conn.request.socket } as IncomingMessage;
  Object.assign(socket, { handshake: undefined });
}

/** What engine.io keeps for a reader that has not taken it yet. */
interface Packet {
  readonly data?: string | Buffer;
}

export function packetsWaiting(connection: EngineSocket): readonly Packet[] {
  return connection['writeBuffer'] as Packet[];
}

/** Counts every packet, also those that never become a message: thousands of CONNECTs for one. */
function boundPackets(server: LiveServer, floods: () => void): void {
  server.engine.on('connection', (connection: EngineSocket) => {
    const packets = new WithinASecond();
    connection.on('packet', () => {
      if (packets.add() <= PACKETS_PER_SECOND || connection.request.socket.destroyed) return;
      connection.request.socket.destroy();
      floods();
    });
  });
}
