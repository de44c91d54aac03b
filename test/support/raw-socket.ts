// A WebSocket spoken by hand, for what no library would send, or would not leave unread.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from './live-client.js';

const CLOSING = 8;
const TEXT = 1;
const BINARY = 2;

export class RawSocket {
  /** Everything read so far, frames and all. */
  received = '';
  private closing = false;
  private unread = Buffer.alloc(0);

  private constructor(readonly tcp: Socket) {
    tcp.on('error', () => undefined);
    tcp.on('data', (bytes) => {
      this.received += bytes.toString();
      this.unread = Buffer.concat([this.unread, bytes]);
      this.readFrames();
    });
  }

  /** Opens the WebSocket; nothing has been said on it yet. */
  static async at(origin: string, cookie: string, query = ''): Promise<RawSocket> {
    const { host, port } = new URL(origin);
    const tcp = connect(Number(port), '127.0.0.1');
    await once(tcp, 'connect');
    const socket = new RawSocket(tcp);
    tcp.write(
      [
        `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1`,
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Cookie: ${cookie}`,
        '\r\n',
      ].join('\r\n'),
    );
    return socket;
  }

  /** Asks for the namespace, as a client of Socket.IO does first, and waits until it is let in. */
  async connect(): Promise<void> {
    await eventually(() => this.received.includes('0{"sid"'), 'the handshake');
    this.send('40');
    await eventually(() => this.received.includes('40{"sid"'), 'the namespace');
  }

  /** Sends one packet of Socket.IO, e.g. `40` or `420["join",{}]`. */
  send(packet: string): void {
    this.tcp.write(frame(TEXT, Buffer.from(packet)));
  }

  sendBinary(bytes: Buffer): void {
    this.tcp.write(frame(BINARY, bytes));
  }

  /** Leaves whatever comes from now on unread. */
  stall(): void {
    this.tcp.pause();
  }

  /** Whether the server has ended the conversation, politely or not. */
  get closed(): boolean {
    return this.closing || this.tcp.destroyed || this.tcp.readableEnded;
  }

  close(): void {
    this.tcp.destroy();
  }

  /** Looks through the frames, which a server sends unmasked, for the one that says goodbye. */
  private readFrames(): void {
    const headEnd = this.unread.indexOf('\r\n\r\n');
    if (this.unread.toString('latin1', 0, 4) === 'HTTP') {
      if (headEnd < 0) return;
      this.unread = this.unread.subarray(headEnd + 4);
    }
    while (this.unread.length >= 2) {
      const short = this.unread.readUInt8(1);
      const headLength = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (this.unread.length < headLength) return;
      const length =
        short < 126
          ? short
          : short === 126
            ? this.unread.readUInt16BE(2)
            : Number(this.unread.readBigUInt64BE(2));
      if (this.unread.length < headLength + length) return;
      if ((this.unread.readUInt8(0) & 0x0f) === CLOSING) this.closing = true;
      this.unread = this.unread.subarray(headLength + length);
    }
  }
}

function frame(opcode: number, payload: Buffer): Buffer {
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff])
        : Buffer.concat([Buffer.from([0x80 | 127]), bigEndian(payload.length)]);
  // A mask of zeros is allowed, and leaves the payload as it is.
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, Buffer.alloc(4), payload]);
}

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
