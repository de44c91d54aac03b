import type { MigrationInterface, QueryRunner } from 'typeorm';

// The rows of what was there before the triggers, meeting by meeting: each takes a moment, in which alone
// its actions can be read but not changed. What a trigger was quicker with is in place already. Then what
// the follow-up was found by until now goes; a server of the version before this finds it a bit slower.
const fill = `
INSERT INTO follow_up_entry
SELECT entry.*
FROM (SELECT one AS action FROM coordinated_action AS one
      WHERE partnership_id = $1 AND meeting_id = $2 FOR SHARE) AS kept,
  follow_up_entries(kept.action) AS entry
ON CONFLICT DO NOTHING
`;

const replaced = {
  coordinated_action_due_idx: '(partnership_id, due_on, id)',
  coordinated_action_open_idx: '(partnership_id, due_on, id)',
  coordinated_action_state_idx: '(partnership_id, state, due_on, id)',
  coordinated_action_place_idx: '(partnership_id, place_id, due_on, id)',
  coordinated_action_theme_idx: '(partnership_id, theme, due_on, id)',
  coordinated_action_leading_idx: '(partnership_id, leading_agency_id, due_on, id)',
  coordinated_action_supporting_idx: 'USING gin (supporting_agency_ids)',
};
const OPEN = "AND state IN ('proposed', 'agreed', 'under-way')";

export class FollowUpFilled1764000000045 implements MigrationInterface {
  /** One transaction would keep everybody from changing any action until all is done. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const meetings = (await runner.query(
      'SELECT DISTINCT partnership_id, meeting_id FROM coordinated_action',
    )) as { partnership_id: string; meeting_id: string }[];
    for (const { partnership_id: partnershipId, meeting_id: meetingId } of meetings)
      await runner.query(fill, [partnershipId, meetingId]);
    for (const index of Object.keys(replaced))
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [index, columns] of Object.entries(replaced))
      await runner.query(
        `CREATE INDEX ${index} ON coordinated_action ${columns} WHERE carried_to_action_id IS NULL
           ${index === 'coordinated_action_open_idx' ? OPEN : ''}`,
      );
    await runner.query('TRUNCATE follow_up_entry');
  }
}
