import type { DataSource, EntityManager } from 'typeorm';

/**
 * The data source as seen from within a transaction: what services do with it becomes part of that
 * transaction and is stored, or not, with all of it. Only for one who works alone: what such services
 * announce in this process, they announce before it is committed.
 */
export function within(manager: EntityManager): DataSource {
  const { dataSource } = manager;
  const seen = Object.create(dataSource) as DataSource;
  return Object.defineProperties(seen, {
    manager: { value: manager },
    query: { value: manager.query.bind(manager) },
    // The isolation was chosen with the transaction around it.
    transaction: {
      value: <Result>(
        _isolation: string,
        work: (manager: EntityManager) => Promise<Result>,
      ): Promise<Result> => manager.transaction(work),
    },
  });
}
