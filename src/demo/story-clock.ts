import { Clock } from '../platform/clock.js';

/** Says what time it is in the story while it is told. */
export class StoryClock extends Clock {
  private time = new Date(0);

  override now(): Date {
    return this.time;
  }

  turnTo(time: Date): void {
    this.time = time;
  }
}
