// What a process does by itself again and again as time passes, one round after the other. Any number of
// processes may go the same rounds at once.
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { describeError } from '../logging.js';

export abstract class Rounds implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger: Logger;
  /** Nothing further is begun, in the round under way neither. */
  protected ended = false;
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();

  protected constructor(
    context: string,
    private readonly everyMs: number,
  ) {
    this.logger = new Logger(context);
  }

  /** The first round comes after the first pause; one that shall not wait begins it here as well. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), this.everyMs);
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
    this.underWay = this.underWay.then(() => this.tryTo(work));
    return this.underWay;
  }

  /** For a part of a round that holds up no other when it fails. */
  protected async tryTo(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error(describeError(error));
    }
  }
}
