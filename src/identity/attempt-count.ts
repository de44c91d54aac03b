// Counts attempts at all servers together, in one table.
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';

interface Bound {
  /** What is attempted. */
  readonly of: string;
  readonly most: number;
  readonly seconds: number;
}

export class AttemptCount {
  private readonly attempts: RateLimiterPostgres;

  constructor(dataSource: DataSource, { of, most, seconds }: Bound) {
    this.attempts = new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'attempt_count',
      tableCreated: true,
      // Whoever clears out everything else that is over does it, once for all of them.
      clearExpiredByTimeout: false,
      keyPrefix: of,
      points: most,
      duration: seconds,
    });
  }

  /** Counts one, or so many; answers how many seconds to wait when it is too many, else null. */
  async add(by: string, count = 1): Promise<number | null> {
    try {
      await this.attempts.consume(by, count);
      return null;
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      return Math.ceil(reason.msBeforeNext / 1000);
    }
  }
}
