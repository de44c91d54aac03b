// Where the follow-up looks: in rows that the database keeps beside the actions, sorted by everything one
// may ask for. Within one compartment and one state any question is one stretch of an index, earliest
// day first; the page is put together from the first of each. What a page costs depends neither on how
// many actions there are nor on how few of them are asked for, nor on what the reader may not hear.
import type { EntityManager } from 'typeorm';
import type { StreamKey } from '../contract/audience.js';
import type { ActionQuery } from '../contract/meetings.js';
import { actionStates, openActionStates } from '../contract/vocabulary.js';
import type { Actor } from '../domain/meeting/access.js';
import { audienceOf, mayHear } from '../domain/meeting/audience.js';
import type { CoordinatedActionRow } from './rows/coordinated-action-row.js';

export type FoundAction = Pick<CoordinatedActionRow, 'meetingId' | 'id' | 'dueOn'>;

/** The first actions after where the last page ended, and one more when there is a next page. */
export async function searchActions(
  manager: EntityManager,
  actor: Actor,
  query: ActionQuery,
  today: string,
): Promise<FoundAction[]> {
  const { partnershipId } = actor;
  const involvedId = query.agencyId ?? partnershipId;
  const inUse = await streamsInUse(manager, partnershipId, involvedId);
  const heard = inUse.filter((stream) => mayHear(actor, audienceOf(stream)));

  const values: unknown[] = [];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    `partnership_id = ${given(partnershipId)} AND involved_id = ${given(involvedId)}`,
    'stream = any_heard AND state = any_wanted',
  ];
  if (query.placeId) conditions.push(`place_id = ${given(query.placeId)}`);
  if (query.theme) conditions.push(`theme = ${given(query.theme)}`);
  if (query.overdue) conditions.push(`due_on < ${given(today)}`);
  if (query.after) {
    const [dueOn, id] = query.after.split('~');
    conditions.push(`(due_on, action_id) > (${given(dueOn)}, ${given(id)})`);
  }
  const inOrder = `ORDER BY due_on, action_id LIMIT ${given(query.limit + 1)}`;
  return manager.query<FoundAction[]>(
    `SELECT meeting_id AS "meetingId", action_id AS id, due_on::text AS "dueOn"
     FROM unnest(${given(heard)}::text[]) AS any_heard,
       unnest(${given(statesWanted(query))}::text[]) AS any_wanted,
       LATERAL (SELECT meeting_id, action_id, due_on FROM follow_up_entry
                WHERE ${conditions.join(' AND ')} ${inOrder}) AS first_of_each
     ${inOrder}`,
    values,
  );
}

/** The compartments with such actions, from one to the next: their number counts, not that of actions. */
async function streamsInUse(
  manager: EntityManager,
  partnershipId: string,
  involvedId: string,
): Promise<StreamKey[]> {
  const next = (after: string) => `
    (SELECT stream FROM follow_up_entry
     WHERE partnership_id = $1 AND involved_id = $2 ${after} ORDER BY stream LIMIT 1)`;
  const rows = await manager.query<{ stream: StreamKey }[]>(
    `WITH RECURSIVE in_use (stream) AS (
       ${next('')}
       UNION ALL
       SELECT ${next('AND stream > in_use.stream')} FROM in_use WHERE stream IS NOT NULL
     )
     SELECT stream FROM in_use WHERE stream IS NOT NULL`,
    [partnershipId, involvedId],
  );
  return rows.map(({ stream }) => stream);
}

function statesWanted({ state, overdue }: ActionQuery): string[] {
  const open: readonly string[] = openActionStates;
  return actionStates.filter(
    (one) =>
      (!overdue || open.includes(one)) &&
      (state === undefined || one === state || (state === 'open' && open.includes(one))),
  );
}
