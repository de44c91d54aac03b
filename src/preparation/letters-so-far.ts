// What a coordinator is told of the letters about reports before a meeting: to which agencies they went, and
// whom they did not reach. Letters from before a meeting was put off are told of no more.
import type { EntityManager } from 'typeorm';
import type { ReportList } from '../contract/reports.js';
import { reportLetterKinds, type ReportLetterKind } from '../contract/vocabulary.js';
import type { BoardKey } from '../meetings/board-key.js';
import { hasLeft, isOfNow } from './letter-timing.js';

const LETTERS = `
  FROM report_letter AS letter
  JOIN membership USING (partnership_id, person_id)
  JOIN meeting USING (partnership_id)
  LEFT JOIN report_timing AS timing USING (partnership_id)
  WHERE partnership_id = $1 AND meeting_id = $2 AND meeting.id = meeting_id AND (${reportLetterKinds
    .map((kind) => `kind = '${kind}' AND ${isOfNow('letter', kind)}`)
    .join(' OR ')})`;

export function readLetters(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<{ agencyId: string; kind: ReportLetterKind; askedAt: Date; hasLeft: boolean }[]> {
  return manager.query(
    `SELECT agency_id AS "agencyId", kind, max(asked_at) AS "askedAt",
       bool_or(${hasLeft('letter')}) AS "hasLeft"
     ${LETTERS} AND state <> 'failed'
     GROUP BY agency_id, kind ORDER BY agency_id, kind`,
    [partnershipId, meetingId],
  );
}

/** Whoever's agency has answered meanwhile need not be reached. */
export function readUnreached(
  manager: EntityManager,
  { partnershipId, meetingId }: BoardKey,
): Promise<ReportList['unreached']> {
  return manager.query(
    `SELECT person_id AS "personId", (SELECT name FROM person WHERE id = person_id) AS name,
       agency_id AS "agencyId", kind,
       CASE state WHEN 'postponed' THEN 'waiting' ELSE state END AS state
     ${LETTERS} AND state IN ('postponed', 'uncertain', 'failed')
       AND NOT EXISTS (
         SELECT FROM agency_report AS report
         WHERE report.partnership_id = $1 AND report.meeting_id = $2
           AND report.agency_id = membership.agency_id)
     ORDER BY name, person_id, kind`,
    [partnershipId, meetingId],
  );
}
