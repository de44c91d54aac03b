import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a passkey has been asked to sign and has not yet. Neither hash says what it was. */
@Entity({ name: 'passkey_challenge' })
@Index('passkey_challenge_expires_idx', ['expiresAt'])
export class PasskeyChallengeRow {
  @PrimaryColumn({
    name: 'challenge_hash',
    type: 'bytea',
    primaryKeyConstraintName: 'passkey_challenge_pkey',
  })
  challengeHash!: Buffer;

  /** Who may answer, and to what end. */
  @Column({ name: 'asker_hash', type: 'bytea' })
  askerHash!: Buffer;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
