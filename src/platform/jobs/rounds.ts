// What a process does by itself again and again as time passes, one round after the other. Any number of
// processes may go the same rounds at once.
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { isDatabaseUnavailable } from '../database/database-errors.js';
import { describeError } from '../logging.js';

export abstract class Rounds implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger: Logger;
  /** The process ends: no further part of the round under way is begun. */
  protected ended = false;
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  /** Rounds asked for and not over. */
  private waiting = 0;

  protected constructor(
    context: string,
    private readonly everyMs: number,
  ) {
    this.logger = new Logger(context);
  }

  /** The first round comes after the first pause; one that shall not wait begins it here as well. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A database that is slow to answer must not be asked by ever more rounds.
      if (this.waiting === 0) void this.look();
    }, this.everyMs);
  }

  /** Resolves when nothing is under way any more. */
  async onApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    await this.underWay;
  }

  /** One round, after those asked for before; what fails in it is logged and waits for the next. */
  run(): Promise<void> {
    return this.inTurn(() => this.round());
  }

  /** What the process does after each pause. */
  look(): Promise<void> {
    return this.run();
  }

  protected abstract round(): Promise<void>;

  protected inTurn(work: () => Promise<void>): Promise<void> {
    this.waiting += 1;
    this.underWay = this.underWay
      .then(() => this.tryTo(work))
      .finally(() => {
        this.waiting -= 1;
      });
    return this.underWay;
  }

  /** For a part of a round that holds up no other when it fails. */
  protected async tryTo(work: () => Promise<void>): Promise<void> {
    if (this.ended) return;
    try {
      await work();
    } catch (error) {
      this.logger[isDatabaseUnavailable(error) ? 'warn' : 'error'](describeError(error));
    }
  }
}
