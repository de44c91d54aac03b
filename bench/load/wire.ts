// A socket that speaks just enough of Engine.IO and Socket.IO to attend meetings. The usual client
// decodes every frame at every listener, which would leave two cores no time for the servers.
import { WebSocket } from 'ws';

type TakeEvent = (frame: Buffer) => void;

const OPEN = 0x30; // 0
const PING = 0x32; // 2
const PONG = '3';
const CONNECTED = '40';
const REFUSED = '44';
const EVENT = '42';
const ACK = '43';

export class Wire {
  private readonly acks = new Map<number, (answer: unknown) => void>();
  private asked = 0;
  private onConnected: () => void = () => undefined;
  private onRefused: (error: Error) => void = () => undefined;

  private constructor(
    private readonly socket: WebSocket,
    private readonly takeEvent: TakeEvent,
  ) {
    socket.on('message', (frame: Buffer) => this.take(frame));
  }

  /** Resolves when the server has let the socket in; `takeEvent` gets each event as it came. */
  static connect(origin: string, cookie: string, takeEvent: TakeEvent): Promise<Wire> {
    const url = `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, {
        headers: { cookie },
        perMessageDeflate: false,
        skipUTF8Validation: true,
      });
      const wire = new Wire(socket, takeEvent);
      wire.onConnected = () => resolve(wire);
      wire.onRefused = reject;
      socket.on('error', reject);
      socket.on('close', () => {
        reject(new Error('The server closed the socket.'));
        wire.answerAll(null);
      });
    });
  }

  /** Sends a message and gives its acknowledgement; null when the socket was lost before it came. */
  ask(event: string, message: unknown): Promise<unknown> {
    const id = this.asked++;
    return new Promise((resolve) => {
      this.acks.set(id, resolve);
      this.socket.send(`42${id}${JSON.stringify([event, message])}`);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState === WebSocket.CLOSED) {
        resolve();
        return;
      }
      this.socket.on('close', () => resolve());
      this.socket.close();
    });
  }

  private take(frame: Buffer): void {
    const kind = frame.toString('latin1', 0, 2);
    if (kind === EVENT) this.takeEvent(frame);
    else if (kind === ACK) this.takeAck(frame.toString('utf8', 2));
    else if (kind === CONNECTED) this.onConnected();
    else if (kind === REFUSED) this.onRefused(new Error(`Refused: ${frame.toString()}`));
    else if (frame[0] === OPEN) this.socket.send(CONNECTED);
    else if (frame[0] === PING) this.socket.send(PONG);
  }

  private takeAck(text: string): void {
    const start = text.indexOf('[');
    const id = Number(text.slice(0, start));
    const [answer] = JSON.parse(text.slice(start)) as unknown[];
    this.acks.get(id)?.(answer);
    this.acks.delete(id);
  }

  private answerAll(answer: null): void {
    for (const resolve of this.acks.values()) resolve(answer);
    this.acks.clear();
  }
}
