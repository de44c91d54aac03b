// Tells everyone in a room the same. Socket.IO would make the frame once for all too, but then take it
// through the queue, the events and the callbacks of each connection, which costs more than writing it.
// Where nothing waits before it, it goes straight to the line; elsewhere it waits in engine.io's queue,
// by which stalled readers are found.
import type { ServerToClient } from '../contract/live.js';
import { packetsWaiting, type LiveServer, type LiveSocket } from './live.server.js';

/** Socket.IO's word for an event, in front of its name and what it says. */
const EVENT = '2';
/** Engine.IO's word for a message. */
const MESSAGE = '4';
/** A WebSocket message of one piece, of text. */
const WHOLE_TEXT = 0x81;
const TWO_BYTES_OF_LENGTH = 126;
const EIGHT_BYTES_OF_LENGTH = 127;

export function tellRoom<Name extends keyof ServerToClient>(
  { sockets: { adapter, sockets } }: LiveServer,
  room: string,
  ...said: [name: Name, ...Parameters<ServerToClient[Name]>]
): void {
  const ids = adapter.rooms.get(room);
  if (!ids) return;
  const packet = EVENT + JSON.stringify(said);
  const frame = webSocketFrame(MESSAGE + packet);
  for (const id of ids) {
    const socket = sockets.get(id);
    if (!socket) continue;
    if (socket.data.unanswered > 0) holdForAnswer(socket);
    if (takesAtOnce(socket)) socket.request.socket.write(frame);
    else socket.conn.write(packet);
  }
}

/** Whose own command it was is answered in this turn, mostly: both leave in one piece. */
function holdForAnswer({ request: { socket: line } }: LiveSocket): void {
  line.cork();
  process.nextTick(() => line.uncork());
}

/** Whether nothing waits for this connection, neither in engine.io nor in Node. */
function takesAtOnce({ conn, request }: LiveSocket): boolean {
  return (
    conn.readyState === 'open' &&
    conn.transport.writable &&
    packetsWaiting(conn).length === 0 &&
    request.socket.writableLength === 0
  );
}

/** As RFC 6455 has it, section 5.2: what a server sends is not masked. */
export function webSocketFrame(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.of(WHOLE_TEXT), lengthOf(bytes), bytes]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < TWO_BYTES_OF_LENGTH) return Buffer.of(length);
  const long = Buffer.alloc(length < 0x10000 ? 3 : 9);
  if (long.length === 3) {
    long[0] = TWO_BYTES_OF_LENGTH;
    long.writeUInt16BE(length, 1);
  } else {
    long[0] = EIGHT_BYTES_OF_LENGTH;
    long.writeBigUInt64BE(BigInt(length), 1);
  }
  return long;
}
