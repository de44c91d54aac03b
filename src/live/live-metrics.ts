// What is counted about connections.
import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';

@Injectable()
export class LiveMetrics {
  private readonly cutOffs: Counter<'reason'>;

  constructor(private readonly metrics: Metrics) {
    this.cutOffs = new Counter({
      name: 'utsattning_sockets_cut_off_total',
      help: 'Connections cut: `stalled` did not read what was sent, `flood` sent too much.',
      labelNames: ['reason'],
      registers: [metrics.registry],
    });
  }

  countSockets(count: () => number): void {
    this.metrics.addLookedUp('utsattning_sockets', 'Live connections to this process.', count);
  }

  cutOff(reason: 'stalled' | 'flood'): void {
    this.cutOffs.inc({ reason });
  }
}
