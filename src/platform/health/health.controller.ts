/** What a supervisor asks: whether the process lives, and whether requests should be sent to it. */
import { Controller, Get, Header, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { DomainError } from '../../domain/domain-error.js';
import { hasEpoch } from '../database/epoch.js';
import { isMigrated } from '../database/migrate.js';
import { Readiness } from './readiness.js';

const ANSWER_WITHIN_MS = 2_000;

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly dataSource: DataSource,
    private readonly readiness: Readiness,
  ) {}

  /** That this is answered at all is the answer: the event loop turns. */
  @Get('healthz')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Names what is missing, and nothing about why: anyone may ask. */
  @Get('readyz')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await this.health.check([() => this.database(), ...this.readiness.indicators]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: missing = {} } = error.getResponse() as HealthCheckResult;
      throw new DomainError('unavailable', `Not ready: ${Object.keys(missing).join(', ')}.`);
    }
    return { status: 'ok' };
  }

  private async database(): Promise<HealthIndicatorResult> {
    return this.indicator
      .check('database')
      .attempt(async () => {
        if (!(await isMigrated(this.dataSource))) throw new Error('Migrations are missing.');
        if (!(await hasEpoch(this.dataSource))) throw new Error('It has no life of its own yet.');
      })
      .withTimeout(ANSWER_WITHIN_MS);
  }
}
