import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Someone has been sent to a provider and may come back, once. What is stored finishes nothing: that
 * takes the state, which only the provider is told, and the secret in the browser's cookie.
 */
@Entity({ name: 'sign_in_attempt' })
@Index('sign_in_attempt_expires_idx', ['expiresAt'])
export class SignInAttemptRow {
  @PrimaryColumn({
    name: 'state_hash',
    type: 'bytea',
    primaryKeyConstraintName: 'sign_in_attempt_pkey',
  })
  stateHash!: Buffer;

  @Column({ name: 'browser_hash', type: 'bytea' })
  browserHash!: Buffer;

  @Column({ name: 'provider_id', type: 'text' })
  providerId!: string;

  @Column({ type: 'text' })
  nonce!: string;

  @Column({ name: 'code_verifier', type: 'text' })
  codeVerifier!: string;

  @Column({ name: 'return_path', type: 'text' })
  returnPath!: string;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
