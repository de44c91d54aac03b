import type { EntityManager } from 'typeorm';
import { judge, type Workload } from '../comparison.js';
import type { Ground } from '../ground/ground.js';
import { Attendee } from '../load/attendee.js';
import type { MeetingPlan } from '../load/messages.js';
import { median } from '../statistics.js';

const NOTES = 100;
const SHORT = 100;
const LONG = 100_000;
const WARM_UPS = 30;

interface Opened {
  short: number;
  long: number;
}

export const longLog: Workload = {
  ids: ['G12'],
  title: 'Opening a board of 100 notes after 100 and after 100,000 events',
  async run(ground) {
    const each = ground.quick ? 2 : 5;
    const meetings = await ground.town({ partnerships: 2 * each + 1, people: 4, writers: 0 });
    const [warmUp, ...others] = meetings;
    const pairs = Array.from({ length: each }, (_, index) =>
      others.slice(index * 2, index * 2 + 2),
    );
    for (const meeting of meetings)
      await ground.fill((manager) => fillBoard(manager, meeting, isLong(meeting) ? LONG : SHORT));
    await ground.database.query('ANALYZE');

    const rounds: Opened[] = [];
    for (let round = 0; round < (ground.quick ? 3 : 5); round++)
      rounds.push(await openOnce(ground, warmUp, pairs));
    const figure = judge(
      {
        id: 'G12',
        what: 'opening after 100,000 events, against after 100',
        unit: 'ms',
        goal: { atMost: 1.3 },
      },
      { product: rounds.map(({ long }) => long), baseline: rounds.map(({ short }) => short) },
    );
    return { figures: [figure] };

    function isLong(meeting: MeetingPlan): boolean {
      return pairs.some(([, long]) => long === meeting);
    }
  },
};

/** Every board is opened once by a server that has not seen it before, short and long by turns. */
async function openOnce(
  ground: Ground,
  warmUp: MeetingPlan | undefined,
  pairs: readonly MeetingPlan[][],
): Promise<Opened> {
  const { origin } = await ground.start('product');
  for (let time = 0; time < WARM_UPS; time++) await openingMs(origin, warmUp);
  const opened: { short: number[]; long: number[] } = { short: [], long: [] };
  for (const [short, long] of pairs) {
    opened.short.push(await openingMs(origin, short));
    opened.long.push(await openingMs(origin, long));
  }
  await ground.stopServers();
  return { short: median(opened.short), long: median(opened.long) };
}

async function openingMs(origin: string, meeting: MeetingPlan | undefined): Promise<number> {
  const [person] = meeting?.people ?? [];
  if (!meeting || !person) throw new Error('Nobody is there to open the board.');
  const attendee = new Attendee(meeting, person);
  const startedAt = performance.now();
  await attendee.join(origin, null, () => undefined);
  const ms = performance.now() - startedAt;
  await attendee.leave();
  return ms;
}

/** A board whose notes have been edited in turn until the log is as long as asked for. */
async function fillBoard(
  manager: EntityManager,
  { partnershipId, meetingId, placeId, people }: MeetingPlan,
  events: number,
): Promise<void> {
  const agencyId = people[0]?.agencyId;
  await manager.query(
    `INSERT INTO situation_note
     SELECT $1, $2, gen_random_uuid(), 'table', $3, $3, 'youth', $4, '{5,6}', '21:00', '00:30',
       'yellow', 'rising', 'own-observation', 'medium',
       'Samlingar vid stationen efter sista tåget, lugnt på skolgården.', now(), $5 - number
     FROM generate_series(0, $6 - 1) AS number`,
    [partnershipId, meetingId, agencyId, placeId, events, NOTES],
  );
  await manager.query(
    `WITH note AS MATERIALIZED (
       SELECT row_number() OVER () - 1 AS number, jsonb_agg(jsonb_build_object(
         'entry', 'note', 'put', to_jsonb(situation_note))) AS changes
       FROM situation_note WHERE partnership_id = $1 AND meeting_id = $2 GROUP BY id
     )
     INSERT INTO meeting_event
     SELECT $1, $2, 'table', revision, 'note.edited', now(), $3, NULL, 1, changes
     FROM generate_series(1, $4::integer) AS revision JOIN note ON number = revision % $5`,
    [partnershipId, meetingId, agencyId, events, NOTES],
  );
  await manager.query(
    `UPDATE meeting SET cursors = jsonb_build_object('table', $3::integer)
     WHERE partnership_id = $1 AND id = $2`,
    [partnershipId, meetingId, events],
  );
}
