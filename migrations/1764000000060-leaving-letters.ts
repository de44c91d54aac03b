import type { MigrationInterface, QueryRunner } from 'typeorm';

// Letters that are being given to the mail server, by their jobs in the queue. One that stands there as not
// ended when its job is begun anew may have left. A server of the version before this one notes none.
const up = `
CREATE TABLE leaving_letter (
  job_id bigint NOT NULL,
  has_ended boolean NOT NULL DEFAULT false,
  CONSTRAINT leaving_letter_pkey PRIMARY KEY (job_id)
);
`;

const down = 'DROP TABLE leaving_letter';

export class LeavingLetters1764000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
