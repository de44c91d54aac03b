// Statements that travel together: each is sent without waiting for the answer to the one before it,
// and PostgreSQL carries them out in the order they were sent. So a handful costs one way there and
// back, and keeps the locks of its transaction no longer.
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from './prepared.js';

/** What carries out statements: a manager one after the other, a pipeline as they are sent. */
export interface Executor {
  readonly dataSource: DataSource;
  query<Rows>(statement: string, values?: unknown[]): Promise<Rows>;
}

export class Pipeline implements Executor {
  private failure: Error | undefined;

  private constructor(
    /** The transaction's manager, for reading that can wait its turn. */
    readonly manager: EntityManager,
    private readonly client: PoolClient,
  ) {}

  /** A pipeline on the connection that the manager has for itself. */
  static async of(manager: EntityManager): Promise<Pipeline> {
    if (!manager.queryRunner) throw new Error('Only a transaction has a connection of its own.');
    return new Pipeline(manager, (await manager.queryRunner.connect()) as PoolClient);
  }

  get dataSource(): DataSource {
    return this.manager.dataSource;
  }

  /**
   * Sends a statement before it returns. Once one has failed the transaction takes no more, and those sent
   * after it fail with its error: theirs would only say that something has failed.
   */
  async query<Rows>(statement: string, values: unknown[] = []): Promise<Rows> {
    if (this.failure) throw this.failure;
    try {
      this.gather();
      const { rows } = await this.client.query(prepared(statement, values));
      return rows as Rows;
    } catch (error) {
      throw (this.failure ??= error as Error);
    }
  }

  /**
   * Commits along with what was sent last. What failed before it could be sent takes the rest with it: that
   * is still here, for a turn has to end before it leaves, and so the line is cut.
   */
  async commit(written: Promise<unknown>): Promise<void> {
    const sent = written.catch((error: unknown) => {
      if (error !== this.failure) this.client.connection.stream.destroy();
      throw error;
    });
    await Promise.all([sent, this.query('COMMIT')]);
  }

  /** What is sent in one turn leaves in one piece: each piece wakes PostgreSQL up, which costs like a statement. */
  private gather(): void {
    const { stream } = this.client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
