import type { DataSource, EntityManager } from 'typeorm';

type Work = (manager: EntityManager) => Promise<unknown>;

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
  });
}
