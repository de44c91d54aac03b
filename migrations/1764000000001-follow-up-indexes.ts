import type { MigrationInterface, QueryRunner } from 'typeorm';

// The follow-up reads the newest entry of each action, last day first. Each filter has an index that
// gives its rows in that very order, so a page costs the same among a thousand and among a million; the
// few of an agency that seldom supports anyone are found first and sorted then. Where actions were
// carried from and to is asked whenever a series takes a meeting away.
const up = `
CREATE INDEX coordinated_action_due_idx ON coordinated_action (partnership_id, due_on, id)
  WHERE carried_to_action_id IS NULL;
CREATE INDEX coordinated_action_open_idx ON coordinated_action (partnership_id, due_on, id)
  WHERE carried_to_action_id IS NULL AND state IN ('proposed', 'agreed', 'under-way');
CREATE INDEX coordinated_action_state_idx ON coordinated_action (partnership_id, state, due_on, id)
  WHERE carried_to_action_id IS NULL;
CREATE INDEX coordinated_action_place_idx ON coordinated_action (partnership_id, place_id, due_on, id)
  WHERE carried_to_action_id IS NULL;
CREATE INDEX coordinated_action_theme_idx ON coordinated_action (partnership_id, theme, due_on, id)
  WHERE carried_to_action_id IS NULL;
CREATE INDEX coordinated_action_leading_idx
  ON coordinated_action (partnership_id, leading_agency_id, due_on, id)
  WHERE carried_to_action_id IS NULL;
CREATE INDEX coordinated_action_supporting_idx ON coordinated_action USING gin (supporting_agency_ids)
  WHERE carried_to_action_id IS NULL;
CREATE INDEX coordinated_action_carried_from_idx
  ON coordinated_action (partnership_id, carried_from_meeting_id)
  WHERE carried_from_meeting_id IS NOT NULL;
CREATE INDEX coordinated_action_carried_to_idx
  ON coordinated_action (partnership_id, carried_to_meeting_id)
  WHERE carried_to_meeting_id IS NOT NULL;
`;

const down = `
DROP INDEX coordinated_action_due_idx, coordinated_action_open_idx, coordinated_action_state_idx,
  coordinated_action_place_idx, coordinated_action_theme_idx, coordinated_action_leading_idx,
  coordinated_action_supporting_idx, coordinated_action_carried_from_idx,
  coordinated_action_carried_to_idx;
`;

export class FollowUpIndexes1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
