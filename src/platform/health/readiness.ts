import { Injectable } from '@nestjs/common';
import type { HealthIndicatorFunction } from '@nestjs/terminus';

/** What must be in order before requests are welcome. Features add what they cannot do without. */
@Injectable()
export class Readiness {
  private readonly added: HealthIndicatorFunction[] = [];

  /** Adds a condition; it is asked at every check, so it answers quickly and keeps nothing. */
  require(indicator: HealthIndicatorFunction): void {
    this.added.push(indicator);
  }

  get indicators(): readonly HealthIndicatorFunction[] {
    return this.added;
  }
}
