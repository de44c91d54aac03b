// The door for answers by mail: it speaks LMTP (RFC 2033), so the organisation's own mail server receives,
// sorts out spam and queues, and hands over what is for us. What is dealt with is answered 250, whether it
// changed something or not; 550 says that the address is nobody's, 45x that it shall be tried again.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { SMTPServer } from 'smtp-server';
import type { Config } from '../platform/config.js';
import { describeError } from '../platform/logging.js';
import { CONFIG } from '../platform/platform.module.js';
import { RepliesService } from './replies.service.js';
import { ReplyAddresses } from './reply-address.js';

const LARGEST = 1024 * 1024;
const MOST_CONNECTIONS = 20;
const SILENT_AT_MOST_MS = 30_000;

@Injectable()
export class ReplyServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('CalendarMail');
  private server: SMTPServer | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly addresses: ReplyAddresses,
    private readonly replies: RepliesService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { LMTP_PORT: port, LMTP_HOST: host } = this.config;
    if (port === undefined) return;
    const { SMTPServer } = await import('smtp-server');
    const server = new SMTPServer({
      lmtp: true,
      name: 'utsattning',
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      size: LARGEST,
      rejectOversized: true,
      maxClients: MOST_CONNECTIONS,
      socketTimeout: SILENT_AT_MOST_MS,
      onRcptTo: ({ address }, { envelope }, answer) =>
        void this.decide(() => this.receive(address, envelope.rcptTo.length)).then(answer),
      onData: (stream, { envelope }, answer) =>
        void this.decide(() => this.take(stream, envelope.rcptTo[0]?.address ?? '')).then(answer),
    });
    server.on('error', (error) => this.logger.warn(describeError(error)));
    this.server = server;
    const { server: socket } = server;
    socket.listen(port, host);
    await once(socket, 'listening');
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  private async receive(address: string, before: number): Promise<void> {
    const hash = this.addresses.hashIn(address);
    if (!hash || !(await this.replies.isKnown(hash))) throw answered(550, 'No such address.');
    // Each has an answer of its own, which several could not be given apart.
    if (before > 0) throw answered(452, 'One at a time.');
    if (await this.replies.isTooMany(hash)) throw answered(452, 'Too many. Try again later.');
  }

  private async take(stream: Readable, address: string): Promise<void> {
    const letter = await read(stream);
    const hash = this.addresses.hashIn(address);
    // One that is too large is refused by the server itself.
    if (hash && letter) await this.replies.take(hash, letter);
  }

  /** What the other side is told: nothing but a number and whose turn it is. */
  private async decide(work: () => Promise<void>): Promise<Error | null> {
    try {
      await work();
      return null;
    } catch (error) {
      if (error instanceof Answered) return error;
      this.logger.warn(describeError(error));
      return answered(451, 'Try again later.');
    }
  }
}

class Answered extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

const answered = (code: number, says: string) => new Answered(code, says);

/** The letter; null when it is too large, of which no more is kept than that. */
async function read(stream: Readable): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= LARGEST) pieces.push(piece);
  }
  return size > LARGEST ? null : Buffer.concat(pieces);
}
