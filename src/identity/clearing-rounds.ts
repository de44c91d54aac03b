// Clears out what lets somebody in for a time, and what was counted for a time, once that is over. It opens
// and bounds nothing by then; it goes so that no more is kept of anybody than is of use. Any number of
// processes may do it at once.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Rounds } from '../platform/jobs/rounds.js';

const LOOK_EVERY_MS = 5 * 60_000;
/** By table, the end of a row. */
const ENDS = {
  session: 'expires_at',
  sign_in_link: 'expires_at',
  sign_in_attempt: 'expires_at',
  passkey_challenge: 'expires_at',
  attempt_count: 'to_timestamp(expire / 1000.0)',
};

@Injectable()
export class ClearingRounds extends Rounds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super('Clearing', LOOK_EVERY_MS);
  }

  protected async round(): Promise<void> {
    for (const [table, end] of Object.entries(ENDS))
      await this.tryTo(() =>
        this.dataSource.query(`DELETE FROM ${table} WHERE ${end} <= $1`, [this.clock.now()]),
      );
  }
}
