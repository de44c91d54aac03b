// The people one may be in the demonstration. Only those: whoever else is stored has doors of their own.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DemoRole } from '../contract/session.js';
import { roles } from '../contract/vocabulary.js';
import { DomainError } from '../domain/domain-error.js';
import {
  SessionService,
  type BrowserHeaders,
  type NewSession,
} from '../identity/session.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { DEMO_MAIL_DOMAIN } from './story-cast.js';

@Injectable()
export class DemoService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionService,
  ) {}

  /** In the order of the agencies at the table, those who lead first. */
  async roles(): Promise<DemoRole[]> {
    return this.dataSource.query<DemoRole[]>(
      `SELECT person.id AS "personId", person.name, agency.name AS "agencyName",
          agency.kind AS "agencyKind", role
         FROM person
         JOIN membership ON membership.person_id = person.id
         JOIN agency ON agency.partnership_id = membership.partnership_id
           AND agency.id = membership.agency_id
        WHERE split_part(email, '@', 2) = $1
        ORDER BY position, array_position($2, role), person.name`,
      [DEMO_MAIL_DOMAIN, roles],
    );
  }

  /** Signs in as someone of the demonstration; `not-found` for everyone else. */
  signIn(personId: string, browser: BrowserHeaders): Promise<NewSession> {
    return inTransaction(this.dataSource, async (manager) => {
      const [person] = await manager.query<object[]>(
        `SELECT FROM person WHERE id = $1 AND split_part(email, '@', 2) = $2`,
        [personId, DEMO_MAIL_DOMAIN],
      );
      if (!person) throw new DomainError('not-found');
      const entry = { personId, method: 'demo', partnershipIds: null } as const;
      return this.sessions.begin(manager, entry, browser);
    });
  }
}
