// The demonstration's mail: it stays here and can be read here. What is sent twice lies there once.
import type { DataSource } from 'typeorm';
import type { Clock } from '../platform/clock.js';
import { Carrier } from './carrier.js';
import { layOut } from './lay-out.js';
import type { Letter } from './letter.js';

const LETTERS_KEPT = 50;

export class OutboxCarrier extends Carrier {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  async carry(letter: Letter, id: string): Promise<void> {
    const { subject, text } = layOut(letter);
    await this.dataSource.query(
      `INSERT INTO outbox_letter (id, sent_at, receiver, subject, text, calendar)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET text = EXCLUDED.text, calendar = EXCLUDED.calendar`,
      [id, this.clock.now(), letter.to, subject, text, letter.calendar?.content ?? null],
    );
    await this.dataSource.query(
      `DELETE FROM outbox_letter WHERE id NOT IN
         (SELECT id FROM outbox_letter ORDER BY sent_at DESC, id LIMIT $1)`,
      [LETTERS_KEPT],
    );
  }
}
