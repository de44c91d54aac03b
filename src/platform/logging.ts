/**
 * What the process writes about itself. Nothing people wrote may get there, so errors are described
 * by kind and place; the messages of the database and of parsers quote values and are left out.
 */
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Config } from './config.js';
import { databaseErrorCode, violatedConstraint } from './database/database-errors.js';

const LEVELS: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Nest's account of every module and route at start, of use to nobody who just wants to know it runs. */
const START_UP_CONTEXTS = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
]);

export class ProductLogger extends ConsoleLogger {
  constructor(config: Pick<Config, 'LOG_LEVEL' | 'LOG_FORMAT'>) {
    super({
      json: config.LOG_FORMAT === 'json',
      logLevels: LEVELS.slice(0, LEVELS.indexOf(config.LOG_LEVEL) + 1),
    });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && START_UP_CONTEXTS.has(context)) return;
    super.log(message, ...rest);
  }
}

/** An error's kind and the lines it came by, without anything it may quote. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = databaseErrorCode(error);
  const quotesValues = code !== undefined || error instanceof SyntaxError;
  const what = quotesValues
    ? [error.name, code, violatedConstraint(error)].filter(Boolean).join(' ')
    : `${error.name}: ${error.message}`;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return [what, ...frames].join('\n');
}
