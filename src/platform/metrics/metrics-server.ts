// Gives what is counted to a collector such as Prometheus, on a port of its own that no proxy leads to
// (ADR 19).
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';
import type { Config } from '../config.js';
import { describeError } from '../logging.js';
import type { Metrics } from './metrics.js';

export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Metrics');
  private server: Server | undefined;

  constructor(
    private readonly config: Pick<Config, 'METRICS_HOST' | 'METRICS_PORT'>,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT: port, METRICS_HOST: host } = this.config;
    if (port === undefined) return;
    // What any Node process says: memory, processor time, how long the event loop is held up.
    collectDefaultMetrics({ register: this.metrics.registry });
    this.server = createServer((request, response) => {
      if (request.method === 'GET' && request.url === '/metrics') void this.answer(response);
      else response.writeHead(404).end();
    }).listen({ host, port });
    await once(this.server, 'listening');
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(response: ServerResponse): Promise<void> {
    const { registry } = this.metrics;
    try {
      const text = await registry.metrics();
      response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
    } catch (error) {
      this.logger.error(describeError(error));
      response.writeHead(500).end();
    }
  }
}
