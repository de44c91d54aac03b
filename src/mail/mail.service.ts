// Mail out. Whoever has something to tell asks for a letter in the transaction in which it happens,
// and names what it is about, never its words: those are written at the moment it leaves. So no secret
// lies in the queue, and a letter tells what is true when it is sent.
import type { Server } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { DomainError } from '../domain/domain-error.js';
import type { Config } from '../platform/config.js';
import { publicOrigin } from '../platform/http/public-origin.js';
import { addJob } from '../platform/jobs/add-job.js';
import { JobRunner, type Job } from '../platform/jobs/job-runner.js';
import { CONFIG } from '../platform/platform.module.js';
import { Carrier, Unanswered, Undeliverable } from './carrier.js';
import { LeavingLetters } from './leaving-letters.js';
import type { Letter } from './letter.js';
import { OutboxCarrier } from './outbox-carrier.js';

const TASK = 'letter';
/** No mail is ever sent from there (RFC 2606). */
const DEMO_SENDER = 'utsattning@demo.invalid';

/** A letter that may have left or not is `uncertain`: by itself it is never sent a second time. */
export type Outcome = 'sent' | 'uncertain' | 'failed';

/** Writes the letters of one kind; `about` is what was said when one was asked for. */
export interface LetterWriter {
  /** The letter; null when there is nothing to tell any more. */
  write(about: string): Promise<Letter | null>;
  /** Hears that it has not left, and is tried again. */
  postponed?(about: string, letter: Letter): Promise<void>;
  /** Hears what became of it; without the letter where the process that had written it died. */
  settled?(about: string, outcome: Outcome, letter: Letter | null): Promise<void>;
}

interface LetterOptions {
  /** How often it is tried: for a day and more, or only as long as its news is news. */
  readonly tries: number;
  /** It does not leave before, and is written then. */
  readonly notBefore?: Date;
}

const Told = z.object({ kind: z.string(), about: z.string() });

@Injectable()
export class MailService {
  private readonly logger = new Logger('Mail');
  private readonly leaving: LeavingLetters;
  private readonly writers = new Map<string, LetterWriter>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Carrier) private readonly carrier: Carrier | null,
    private readonly http: HttpAdapterHost,
    dataSource: DataSource,
    jobs: JobRunner,
  ) {
    this.leaving = new LeavingLetters(dataSource);
    if (carrier) jobs.define(TASK, (job) => this.deliver(job, carrier));
  }

  /** Whether there is a mail server, or what stands in for one. */
  get isAvailable(): boolean {
    return this.carrier !== null;
  }

  /** Whether letters stay in the demonstration's outbox, for everyone there to read. */
  get isKeptHere(): boolean {
    return this.carrier instanceof OutboxCarrier;
  }

  /** The address that letters come from. */
  get sender(): string {
    return this.config.MAIL_FROM ?? DEMO_SENDER;
  }

  assertAvailable(): void {
    if (!this.isAvailable) throw new DomainError('no-mail-server');
  }

  /** Says who writes letters of a kind. */
  writtenBy(kind: string, writer: LetterWriter): void {
    this.writers.set(kind, writer);
  }

  /** Asks for a letter as part of the caller's transaction; two that still wait about the same are one. */
  async send(
    manager: EntityManager,
    kind: string,
    about: string,
    { tries, notBefore }: LetterOptions,
  ): Promise<void> {
    const key = `${kind} ${about}`;
    const when = notBefore && { runAt: notBefore };
    await addJob(manager, TASK, { kind, about }, { key, tries, ...when });
  }

  /** The address of a page of ours, as one that can be followed from anywhere. */
  linkTo(path: string): string {
    const address = (this.http.httpAdapter.getHttpServer() as Server).address();
    if (address === null || typeof address === 'string') throw new Error('Nobody listens yet.');
    return publicOrigin(this.config, address) + path;
  }

  private async deliver(job: Job, carrier: Carrier): Promise<void> {
    const { kind, about } = Told.parse(job.told);
    const writer = this.writers.get(kind);
    if (!writer) throw new Error(`Nobody writes letters of the kind ${kind}.`);
    const end = async (outcome: Outcome, letter: Letter | null, why = '') => {
      if (why) this.logger.error(`A letter (${kind}, ${job.id}) is ${outcome}: ${why}`);
      await writer.settled?.(about, outcome, letter);
      await this.leaving.end(job);
    };
    const before = await this.leaving.stateOf(job);
    if (before === 'ended') return;
    if (before === 'leaving') return end('uncertain', null, 'its process has died');
    const letter = await writer.write(about);
    if (!letter || !(await this.leaving.add(job))) return;
    try {
      await carrier.carry(letter, `${kind}.${job.id}`);
    } catch (error) {
      const outcome = outcomeOf(error, job.isLastTry);
      // Were it thrown, the job would stay for ever with what it was about.
      if (outcome) return end(outcome, letter, (error as Error).message);
      await this.leaving.remove(job);
      await writer.postponed?.(about, letter);
      throw error;
    }
    await end('sent', letter);
  }
}

/** What an error makes of a letter; null when it is tried again. */
function outcomeOf(error: unknown, isLastTry: boolean): 'uncertain' | 'failed' | null {
  if (error instanceof Unanswered) return 'uncertain';
  return isLastTry || error instanceof Undeliverable ? 'failed' : null;
}
