// What the process counts about itself, for those who run it. Numbers over the whole installation: no
// content, no id of a person, a meeting or a municipality.
import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';

/** Where each feature adds what it counts; one for each application. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** Adds a number that is looked up whenever somebody collects. */
  addLookedUp(name: string, help: string, lookUp: () => number | Promise<number>): void {
    const registers = [this.registry];
    const collect = async (): Promise<void> => gauge.set(await lookUp());
    const gauge: Gauge = new Gauge({ name, help, registers, collect });
  }
}
