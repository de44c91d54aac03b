// Whoever adds somebody that the installation knows already is told the name they have there. So it is
// counted how many names one person is told, and addresses cannot be gone through to learn them.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import { AttemptCount } from '../identity/attempt-count.js';
import type { Asker } from './directory-changes.js';

/** More than sit around any table, should all of them be known from another one. */
export const NAMES_TOLD_AN_HOUR = 200;

@Injectable()
export class KnownPeople {
  private readonly told: AttemptCount;

  constructor(private readonly dataSource: DataSource) {
    const bound = { of: 'known-person', most: NAMES_TOLD_AN_HOUR, seconds: 3600 };
    this.told = new AttemptCount(dataSource, bound);
  }

  /** Before the transaction that adds them, which must not wait for another connection. */
  async countTold({ partnershipId, personId }: Asker, emails: readonly string[]): Promise<void> {
    const [known] = await this.dataSource.query<[{ count: number }]>(
      `SELECT count(*)::integer AS count FROM person
       WHERE email = ANY ($1) AND NOT EXISTS (
         SELECT FROM membership WHERE partnership_id = $2 AND person_id = person.id)`,
      [emails, partnershipId],
    );
    if (known.count === 0) return;
    if ((await this.told.add(personId, known.count)) !== null)
      throw new DomainError('too-many-requests');
  }
}
