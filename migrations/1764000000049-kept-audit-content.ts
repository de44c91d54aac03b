import type { MigrationInterface, QueryRunner } from 'typeorm';

// What records tell was open to DELETE, for a disposal that there is not yet. Until there is one, nothing
// has a reason to delete it.
const trigger = (refused: string) => `
CREATE OR REPLACE TRIGGER audit_content_append_only BEFORE ${refused} ON audit_content
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`;

export class KeptAuditContent1764000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(trigger('UPDATE OR DELETE OR TRUNCATE'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(trigger('UPDATE OR TRUNCATE'));
  }
}
