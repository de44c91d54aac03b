import type { EntityManager } from 'typeorm';
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
    const figures: Figure[] = [];
    for (const filter of filtersFor(few).keys()) {
      const [queryFew, queryMany] = [few, many].map((town) => filtersFor(town).get(filter) ?? '');
      const ms = { few: [] as number[], many: [] as number[] };
      for (let time = -5; time < times; time++) {
        const one = { few: await listMs(few, queryFew), many: await listMs(many, queryMany) };
        // The first ones find nothing prepared.
        if (time < 0) continue;
        ms.few.push(one.few);
        ms.many.push(one.many);
      }
      figures.push(
        judge(
          { id: 'G13', what: filter, unit: 'ms', goal: { atMost: 2 } },
          { product: ms.many, baseline: ms.few },
        ),
      );
    }
    return { figures };

    async function listMs(town: MeetingPlan, query = ''): Promise<number> {
      const url = `${origin}/api/v1/partnerships/${town.partnershipId}/actions?${query}`;
      const startedAt = performance.now();
      const response = await fetch(url, { headers: { Cookie: town.people[0]?.cookie ?? '' } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${query}: ${text}`);
      return performance.now() - startedAt;
    }
  },
};

/** Each filter alone, and those together that leave least. */
function filtersFor({ placeId, people }: MeetingPlan): Map<string, string> {
  const agencyId = people[1]?.agencyId ?? '';
  const idleAgencyId = people[3]?.agencyId ?? '';
  return new Map([
    ['everything', ''],
    ['open', 'state=open'],
    ['overdue', 'overdue=true'],
    ['one state', 'state=cancelled'],
    ['one agency', `agencyId=${agencyId}`],
    ['an agency without actions', `agencyId=${idleAgencyId}`],
    ['one place', `placeId=${placeId}`],
    ['one theme', 'theme=lighting'],
    ['open at a place', `state=open&placeId=${placeId}`],
    ['open of an agency', `state=open&agencyId=${agencyId}`],
    ['overdue, place and theme', `overdue=true&placeId=${placeId}&theme=lighting`],
    ['everything at once', `state=proposed&placeId=${placeId}&theme=fire&agencyId=${agencyId}`],
  ]);
}

/** Actions over ten years; most are done, one in twenty still waits for someone. */
async function fillList(
  manager: EntityManager,
  { partnershipId, meetingId, people }: MeetingPlan,
  actions: number,
): Promise<void> {
  await manager.query(
    `WITH
       place AS (SELECT array_agg(id ORDER BY position) AS ids FROM place WHERE partnership_id = $1),
       action AS (
         SELECT number,
           CASE WHEN number % 20 = 0 THEN (ARRAY['proposed', 'agreed', 'under-way'])[number / 20 % 3 + 1]
                WHEN number % 20 = 1 THEN 'cancelled' ELSE 'done' END AS state
         FROM generate_series(1, $4::integer) AS number
       )
     INSERT INTO coordinated_action (partnership_id, meeting_id, id, stream, agency_id, what, theme,
       place_id, time_kind, due_on, leading_agency_id, supporting_agency_ids, state, outcome_effect,
       outcome_text, cancel_reason, proposed_at, carried_count, revision)
     SELECT $1, $2, gen_random_uuid(), 'table', $3[1 + number % 3], 'Synlig närvaro vid stationen',
       (ARRAY['youth', 'traffic', 'lighting', 'fire', 'drugs'])[1 + number / 7 % 5],
       ids[1 + number / 3 % 20], 'due',
       date '2017-01-01' + (number::bigint * 3650 / $4)::integer, $3[1 + number % 3], '{}', state,
       CASE state WHEN 'done' THEN 'effect' END, CASE state WHEN 'done' THEN 'Lugnare.' END,
       CASE state WHEN 'cancelled' THEN 'Behövs inte.' END, now(), 0, number
     FROM action, place`.replaceAll('$3[', '($3::uuid[])['),
    [partnershipId, meetingId, people.map(({ agencyId }) => agencyId), actions],
  );
}
