import type { DataSource, EntityManager } from 'typeorm';
import { judge, type Figure, type Workload } from '../comparison.js';
import type { MeetingPlan } from '../load/messages.js';

const FEW = 1_000;
const MANY = 100_000;

export const followUp: Workload = {
  ids: ['G13'],
  title: 'The follow-up list among 1,000 and among 100,000 actions, with every filter',
  async run(ground) {
    const [few, many] = await ground.town({ partnerships: 2, people: 4, writers: 0 });
    if (!few || !many) throw new Error('There are no partnerships to follow up.');
    await ground.fill((manager) => fillList(manager, few, FEW));
    await ground.fill((manager) => fillList(manager, many, MANY));
    await ground.database.query('VACUUM ANALYZE');

    const { origin } = await ground.start('product');
    const times = ground.quick ? 15 : 60;
    const queries = {
      few: await queriesFor(ground.database, few),
      many: await queriesFor(ground.database, many),
    };
    const figures: Figure[] = [];
    for (const [what, ofFew] of queries.few) {
      const ofMany = queries.many.get(what) ?? '';
      const ms = { few: [] as number[], many: [] as number[] };
      for (let time = -5; time < times; time++) {
        const one = { few: await listMs(few, ofFew), many: await listMs(many, ofMany) };
        // The first ones find nothing prepared.
        if (time < 0) continue;
        ms.few.push(one.few);
        ms.many.push(one.many);
      }
      figures.push(
        judge(
          { id: 'G13', what, unit: 'ms', goal: { atMost: 2 } },
          { product: ms.many, baseline: ms.few },
        ),
      );
    }
    return { figures };

    /** Asked by one who hears nothing closed, since each page with something of that writes to the audit. */
    async function listMs({ partnershipId, people }: MeetingPlan, query: string): Promise<number> {
      const url = `${origin}/api/v1/partnerships/${partnershipId}/actions?${query}`;
      const startedAt = performance.now();
      const response = await fetch(url, { headers: { Cookie: people[2]?.cookie ?? '' } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${query}: ${text}`);
      return performance.now() - startedAt;
    }
  },
};

/** Each filter alone, those together that leave least, and those that leave nothing of much. */
async function queriesFor(
  database: DataSource,
  { partnershipId, people }: MeetingPlan,
): Promise<Map<string, string>> {
  const places = await database.query<{ id: string }[]>(
    'SELECT id FROM place WHERE partnership_id = $1 ORDER BY position',
    [partnershipId],
  );
  const [busyPlace, otherPlace] = places.map(({ id }) => `placeId=${id}`);
  const idlePlace = `placeId=${places.at(-1)?.id}`;
  const agency = `agencyId=${people[1]?.agencyId}`;
  const idleAgency = `agencyId=${people[3]?.agencyId}`;
  return new Map([
    ['everything', ''],
    ['everything after five years', `after=2022-01-01~${places[0]?.id}`],
    ['open', 'state=open'],
    ['overdue', 'overdue=true'],
    ['one state', 'state=cancelled'],
    ['one agency', agency],
    ['one place', `${busyPlace}`],
    ['one theme', 'theme=lighting'],
    ['open at a place', `state=open&${otherPlace}`],
    ['open of an agency', `state=open&${agency}`],
    ['overdue, place and theme', `overdue=true&${busyPlace}&theme=lighting`],
    ['all filters at once', `state=proposed&${otherPlace}&theme=fire&${agency}`],
    ['an agency without actions', idleAgency],
    ['overdue of an agency without', `overdue=true&${idleAgency}`],
    ['a place without actions', idlePlace],
    ['a theme without actions', 'theme=other'],
    ['a theme that is closed to the reader', 'theme=drugs'],
    ['an agency where it does nothing', `${agency}&${idlePlace}`],
    ['a theme where it never comes up', `${busyPlace}&theme=fire`],
    ['a theme in a state that it never has', 'state=cancelled&theme=traffic'],
    ['all filters at once, for nothing', `state=done&${busyPlace}&theme=fire&${agency}`],
  ]);
}

/**
 * Actions over ten years; most are done, one in twenty still waits for someone. Half of them are at one
 * place, where there is never a fire; nothing about traffic is ever cancelled; drugs are for authorities.
 */
async function fillList(
  manager: EntityManager,
  { partnershipId, meetingId, people }: MeetingPlan,
  actions: number,
): Promise<void> {
  await manager.query(
    `WITH
       place AS (SELECT array_agg(id ORDER BY position) AS ids FROM place WHERE partnership_id = $1),
       numbered AS (
         SELECT number,
           (ARRAY['youth', 'traffic', 'lighting', 'fire', 'drugs'])[1 + number / 7 % 5] AS theme
         FROM generate_series(1, $4::integer) AS number
       ),
       action AS (
         SELECT number, theme,
           CASE WHEN number % 20 = 0 THEN (ARRAY['proposed', 'agreed', 'under-way'])[number / 20 % 3 + 1]
                WHEN number % 20 = 1 AND theme <> 'traffic' THEN 'cancelled' ELSE 'done' END AS state
         FROM numbered
       )
     INSERT INTO coordinated_action (partnership_id, meeting_id, id, stream, agency_id, what, theme,
       place_id, time_kind, due_on, leading_agency_id, supporting_agency_ids, state, outcome_effect,
       outcome_text, cancel_reason, proposed_at, carried_count, revision)
     SELECT $1, $2, gen_random_uuid(), CASE theme WHEN 'drugs' THEN 'authorities' ELSE 'table' END,
       $3[1 + number % 3], 'Synlig närvaro vid stationen', theme,
       CASE WHEN number % 2 = 0 AND theme <> 'fire' THEN ids[1] ELSE ids[2 + number / 3 % 18] END, 'due',
       date '2017-01-01' + (number::bigint * 3650 / $4)::integer, $3[1 + number % 3],
       CASE WHEN number % 5 = 0 THEN ARRAY[$3[1 + (number + 1) % 3]] ELSE '{}' END, state,
       CASE state WHEN 'done' THEN 'effect' END, CASE state WHEN 'done' THEN 'Lugnare.' END,
       CASE state WHEN 'cancelled' THEN 'Behövs inte.' END, now(), 0, number
     FROM action, place`.replaceAll('$3[', '($3::uuid[])['),
    [partnershipId, meetingId, people.map(({ agencyId }) => agencyId), actions],
  );
  // The rows are put in without triggers, and triggers keep these.
  await manager.query(
    `INSERT INTO follow_up_entry
     SELECT entry.* FROM coordinated_action AS action, follow_up_entries(action) AS entry
     WHERE action.partnership_id = $1`,
    [partnershipId],
  );
}
