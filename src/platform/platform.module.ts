import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Clock, SystemClock } from './clock.js';
import type { Config } from './config.js';
import { HealthController } from './health/health.controller.js';
import { Notifications } from './database/notifications.js';
import { Readiness } from './health/readiness.js';
import { JobRunner } from './jobs/job-runner.js';
import { DatabaseMetrics } from './metrics/database-metrics.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsServer } from './metrics/metrics-server.js';

/** The token under which the configuration is injected. */
export const CONFIG = Symbol('Config');

/** What every feature may ask for without importing it: configuration, the time, readiness. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useClass: SystemClock },
        { provide: Readiness, useFactory: () => new Readiness(config.STOP_NOTICE_SECONDS) },
        Notifications,
        JobRunner,
        Metrics,
        DatabaseMetrics,
        {
          provide: MetricsServer,
          useFactory: (metrics: Metrics) => new MetricsServer(config, metrics),
          inject: [Metrics],
        },
      ],
      exports: [CONFIG, Clock, Readiness, Notifications, JobRunner, Metrics],
    };
  }
}
