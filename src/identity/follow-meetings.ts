// A guest may be there until so long after their meeting, wherever the meeting goes. Meetings know nothing
// of guests, so whoever sweeps compares, and moves the hours of passes and invitations along.
import type { DataSource, EntityManager } from 'typeorm';

/** The meeting of a row, and the hour the row should have; for those whose hour is not one of its own. */
const strayed = (table: 'guest_pass' | 'invitation', hour: 'ends_at' | 'guest_until') =>
  `meeting.partnership_id = ${table}.partnership_id AND meeting.id = ${table}.meeting_id
   AND ${table}.${hour} <> ${hourAfter(table)}`;

const hourAfter = (table: string) =>
  `meeting.ends_at + ${table}.after_meeting_ms * interval '1 millisecond'`;

const PASS_STRAYED = strayed('guest_pass', 'ends_at');
const INVITATION_STRAYED = strayed('invitation', 'guest_until');

/** The partnerships where a meeting with guests has been moved. */
export async function partnershipsToFollow(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT guest_pass.partnership_id AS id FROM guest_pass JOIN meeting ON ${PASS_STRAYED}
     UNION
     SELECT invitation.partnership_id FROM invitation JOIN meeting ON ${INVITATION_STRAYED}`,
  );
  return rows.map(({ id }) => id);
}

/** As part of a change of rights; says whether any have changed by it. */
export async function followMeetings(
  manager: EntityManager,
  partnershipId: string,
): Promise<boolean> {
  await manager.query(
    `UPDATE invitation SET guest_until = ${hourAfter('invitation')} FROM meeting
     WHERE invitation.partnership_id = $1 AND ${INVITATION_STRAYED}`,
    [partnershipId],
  );
  const [, moved] = await manager.query<[unknown, number]>(
    `UPDATE guest_pass SET ends_at = ${hourAfter('guest_pass')} FROM meeting
     WHERE guest_pass.partnership_id = $1 AND ${PASS_STRAYED}`,
    [partnershipId],
  );
  return moved > 0;
}
