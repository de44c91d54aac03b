// Connections for a library that brings its own statements, under the server's role like everything else.
import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { AT_WORK, CONNECT_WITHIN_MS, outliveItsLoss } from './data-source.js';

export type PoolAtWork = Pool;

/**
 * A pool beside the one of TypeORM; whoever takes it ends it. Libraries that make one of their own may stop
 * listening to its connections before they end them, and what nobody hears ends the process.
 */
export function poolAtWork({ options }: DataSource, name: string, connections: number): PoolAtWork {
  const logger = new Logger('Database');
  const pool = new Pool({
    ...AT_WORK,
    connectionString: 'url' in options ? options.url : undefined,
    application_name: name,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    max: connections,
  });
  pool.on('connect', outliveItsLoss);
  pool.on('error', (error) => logger.warn(`Lost an idle connection: ${error.message}`));
  return pool;
}
