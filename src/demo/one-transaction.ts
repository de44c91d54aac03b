import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

type Work = (manager: EntityManager) => Promise<unknown>;

/** What is asked of a connection itself. */
interface Connection {
  query(asked: { text: string }): Promise<unknown>;
}

/**
 * The data source as seen from within a transaction: what services do with it becomes part of that
 * transaction and is stored, or not, with all of it. Only for one who works alone: what such services
 * tell in this process, they tell before it is committed.
 */
export function within(manager: EntityManager): DataSource {
  const { dataSource } = manager;
  const seen = Object.create(dataSource) as DataSource;
  return Object.defineProperties(seen, {
    manager: { value: manager },
    query: { value: manager.query.bind(manager) },
    // The isolation was chosen with the transaction around it, whatever is asked for here.
    transaction: {
      value: (...asked: [Work] | [isolation: string, Work]) =>
        manager.transaction(asked.at(-1) as Work),
    },
    createQueryRunner: { value: () => lent(manager) },
  });
}

/** The connection of the transaction, for those who begin and commit by themselves: part of it they are too. */
function lent(manager: EntityManager): QueryRunner {
  const { queryRunner } = manager;
  if (!queryRunner) throw new Error('Only a transaction has a connection of its own.');
  const runner = Object.create(queryRunner) as QueryRunner;
  return Object.defineProperties(runner, {
    manager: { value: Object.create(manager, { queryRunner: { value: runner } }) as EntityManager },
    query: {
      value: (statement: string, ...values: unknown[][]) =>
        queryRunner.query(nested(statement), ...values),
    },
    connect: {
      value: async () => {
        const connection = (await queryRunner.connect()) as Connection;
        // Under the name of a statement there must be no other.
        const query: Connection['query'] = (asked) =>
          connection.query(
            nested(asked.text) === asked.text ? asked : { text: nested(asked.text) },
          );
        return Object.create(connection, { query: { value: query } }) as Connection;
      },
    },
    release: { value: () => Promise.resolve() },
  });
}

/** What frames a transaction frames a part of one here. */
function nested(statement: string): string {
  if (/^(BEGIN|START TRANSACTION)\b/.test(statement)) return 'SAVEPOINT part';
  if (statement === 'COMMIT') return 'RELEASE SAVEPOINT part';
  return statement === 'ROLLBACK' ? 'ROLLBACK TO SAVEPOINT part' : statement;
}
