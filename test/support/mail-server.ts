// A mail server that speaks SMTP and keeps what it is given, letter by letter.
import type { Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port.js';
import { eventually } from './live-client.js';

/**
 * What the server makes of a letter it is given: it takes it, or says why not. What it swallows it has taken,
 * and never says so; what it drops it has taken too, and cuts the line instead of saying so.
 */
type Verdict = 'taken' | 'swallowed' | 'dropped' | { readonly code: number; readonly says: string };

export class MailServer {
  /** As they came over the wire, headers and all. */
  readonly raw: string[] = [];
  readonly letters: Email[] = [];
  /** How the next letters are met; what one waits for in here the sender waits for. */
  meets: (receiver: string) => Verdict | Promise<Verdict> = () => 'taken';
  /** Whether it hears for whom a letter is, before it cuts the line. */
  isListening = true;
  /** By the port of the one who sends. */
  private readonly lines = new Map<number, Socket>();
  private server: SMTPServer | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<MailServer> {
    const server = new MailServer(await freePort());
    await server.open();
    return server;
  }

  /** What the product is told of it. */
  get environment(): Record<string, string> {
    return {
      SMTP_URL: `smtp://127.0.0.1:${this.port}`,
      MAIL_FROM: 'utsattning@exempelkoping.example',
    };
  }

  /** Listens, on the same port as before. */
  async open(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      // Whoever is still waiting at the end waits in vain.
      closeTimeout: 100,
      onRcptTo: (_, { remotePort }, answer) => {
        if (this.isListening) answer();
        else this.cutLine(remotePort);
      },
      onData: (stream, { envelope, remotePort }, answer) => {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          const receiver = envelope.rcptTo[0]?.address ?? '';
          void this.take(Buffer.concat(pieces), receiver).then((verdict) => {
            if (verdict === 'dropped') this.cutLine(remotePort);
            else if (verdict !== 'swallowed') answer(verdict === 'taken' ? null : refusal(verdict));
          });
        });
      },
    });
    server.on('error', () => undefined);
    server.server.on('connection', (line: Socket) => {
      const { remotePort = 0 } = line;
      this.lines.set(remotePort, line);
      line.once('close', () => this.lines.delete(remotePort));
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  /** Is away, as after a crash. */
  async shut(): Promise<void> {
    const { server } = this;
    await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()));
  }

  lettersTo(address: string): Email[] {
    return this.letters.filter(({ to }) => to?.some((one) => one.address === address));
  }

  /** The newest letter to an address, once so many have come. */
  async letterTo(address: string, count = 1): Promise<Email> {
    const has = () => this.lettersTo(address).length >= count;
    await eventually(has, `letter ${count} to ${address}`, 20_000);
    return this.lettersTo(address).at(-1)!;
  }

  /** Others may be sending meanwhile. */
  private cutLine(remotePort: number): void {
    this.lines.get(remotePort)?.destroy();
  }

  private async take(bytes: Buffer, receiver: string): Promise<Verdict> {
    const verdict = await this.meets(receiver);
    if (typeof verdict === 'object') return verdict;
    this.raw.push(bytes.toString('latin1'));
    this.letters.push(await PostalMime.parse(bytes));
    return verdict;
  }
}

/** What a link in a letter holds after its `#`. */
export function secretIn({ text = '' }: Pick<Email, 'text'>): string {
  const [, secret] = /#([\w-]{43})\b/.exec(text) ?? [];
  if (secret === undefined) throw new Error('The letter holds no link with a secret.');
  return secret;
}

function refusal({ code, says }: Exclude<Verdict, string>): Error {
  return Object.assign(new Error(says), { responseCode: code });
}
