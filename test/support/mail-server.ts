// A mail server that speaks SMTP, in a process of its own, and what a test sees of it: it keeps what it is
// given, letter by letter.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import PostalMime, { type Email } from 'postal-mime';
import { freePort } from './free-port.js';
import { eventually } from './live-client.js';

const program = fileURLToPath(new URL('./mail-server-program.js', import.meta.url));

/**
 * What the server makes of a letter it is given: it takes it, or says why not. What it swallows it has taken,
 * and never says so; what it drops it has taken too, and cuts the line instead of saying so.
 */
type Verdict = 'taken' | 'swallowed' | 'dropped' | { readonly code: number; readonly says: string };

/** What its process asks, by number, and tells. */
type Question =
  | { readonly about: 'listening' }
  | { readonly about: 'receiver'; readonly number: number }
  | {
      readonly about: 'letter';
      readonly number: number;
      readonly receiver: string;
      readonly bytes: Buffer;
    };

export class MailServer {
  /** As they came over the wire, headers and all. */
  readonly raw: string[] = [];
  readonly letters: Email[] = [];
  /** How the next letters are met; what one waits for in here the sender waits for. */
  meets: (receiver: string) => Verdict | Promise<Verdict> = () => 'taken';
  /** Whether it hears for whom a letter is, before it cuts the line. */
  isListening = true;
  private server: ChildProcess | undefined;

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
    const server = fork(program, {
      env: { PATH: process.env.PATH, PORT: String(this.port) },
      execArgv: [],
      serialization: 'advanced',
    });
    this.server = server;
    await new Promise<void>((listens, ended) => {
      server.once('exit', () => ended(new Error('The mail server does not listen.')));
      server.on('message', (question: Question) => {
        if (question.about === 'listening') listens();
        else void this.answer(server, question);
      });
    });
  }

  /** Is away, as after a crash. */
  async shut(): Promise<void> {
    const { server } = this;
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  }

  lettersTo(address: string): Email[] {
    return this.letters.filter(({ to }) => to?.some((one) => one.address === address));
  }

  /** The newest letter to an address, once so many have come. */
  async letterTo(address: string, count = 1): Promise<Email> {
    const has = () => this.lettersTo(address).length >= count;
    await eventually(has, `letter ${count} to ${address}`);
    return this.lettersTo(address).at(-1)!;
  }

  private async answer(
    server: ChildProcess,
    question: Exclude<Question, { about: 'listening' }>,
  ): Promise<void> {
    const { number } = question;
    const answer =
      question.about === 'receiver'
        ? this.isListening
        : await this.take(Buffer.from(question.bytes), question.receiver);
    // It may be shut meanwhile.
    server.send({ number, answer }, () => undefined);
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
