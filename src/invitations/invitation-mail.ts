// Writes the letters of invitations, and notes what becomes of them.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashOf, newSecret } from '../identity/secret.js';
import type { Letter } from '../mail/letter.js';
import { MailService, type Outcome } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { invitationLetter, type InvitationFacts } from './invitation-letter.js';
import { END_OF_INVITATION } from './rows/invitation-row.js';

const KIND = 'invitation';
/** For two days and a half; after that somebody must look at it. */
const TRIES = 20;

/** Which invitation; in a letter's order it stands as one word. */
interface InvitationKey {
  readonly partnershipId: string;
  readonly id: string;
}

@Injectable()
export class InvitationMail implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mail: MailService,
  ) {}

  onModuleInit(): void {
    this.mail.writtenBy(KIND, {
      write: (about) => this.write(keyIn(about)),
      settled: (about, outcome) => this.note(keyIn(about), outcome),
    });
  }

  get isAvailable(): boolean {
    return this.mail.isAvailable;
  }

  get isKeptHere(): boolean {
    return this.mail.isKeptHere;
  }

  /** Asks for the letter as part of the caller's transaction; `no-mail-server` where there is none. */
  async send(manager: EntityManager, { partnershipId, id }: InvitationKey): Promise<void> {
    this.mail.assertAvailable();
    await this.mail.send(manager, KIND, `${partnershipId}/${id}`, { tries: TRIES });
  }

  /** The link is made as the letter leaves; the one in an earlier letter works no more. */
  private write({ partnershipId, id }: InvitationKey): Promise<Letter | null> {
    return inTransaction(this.dataSource, async (manager) => {
      const secret = newSecret();
      const [changed] = await manager.query<[object[], number]>(
        `UPDATE invitation SET secret_hash = $3
         WHERE partnership_id = $1 AND id = $2 AND ${END_OF_INVITATION} > $4 RETURNING id`,
        [partnershipId, id, hashOf(secret), this.clock.now()],
      );
      if (changed.length === 0) return null;
      const [facts] = await manager.query<InvitationFacts[]>(
        `SELECT invitation.name, invitation.email, partnership.name AS "partnershipName",
            agency.name AS "agencyName", inviter.name AS "invitedBy",
            partnership.time_zone AS "timeZone", ${END_OF_INVITATION} AS "expiresAt",
            meeting.title AS "meetingTitle", starts_at AS "meetingStartsAt"
         FROM invitation
         JOIN partnership ON partnership.id = partnership_id
         JOIN agency ON agency.partnership_id = partnership.id AND agency.id = agency_id
         JOIN person AS inviter ON inviter.id = invited_by
         LEFT JOIN meeting ON meeting.partnership_id = partnership.id AND meeting.id = meeting_id
         WHERE invitation.partnership_id = $1 AND invitation.id = $2`,
        [partnershipId, id],
      );
      return facts ? invitationLetter(facts, this.mail.linkTo(`/invitation#${secret}`)) : null;
    });
  }

  private async note({ partnershipId, id }: InvitationKey, outcome: Outcome): Promise<void> {
    await this.dataSource.query(
      'UPDATE invitation SET mail_state = $3 WHERE partnership_id = $1 AND id = $2',
      [partnershipId, id, outcome],
    );
  }
}

function keyIn(about: string): InvitationKey {
  const [partnershipId = '', id = ''] = about.split('/');
  return { partnershipId, id };
}
