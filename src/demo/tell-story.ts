// Tells the story of some meetings by the commands that people would give, so that the demonstration
// passes the same door, and leaves the same log behind it, as everything else.
import { TZDate } from '@date-fns/tz';
import { addDays, addMinutes, format } from 'date-fns';
import type { EntityManager } from 'typeorm';
import type { StoredPartnership } from '../directory/store-partnership.js';
import type { CommandService } from '../meetings/command.service.js';
import { MeetingRow } from '../meetings/rows/meeting-row.js';
import { newId } from '../platform/ids.js';
import { addressOf, nameOf } from './story-cast.js';
import type { StoryClock } from './story-clock.js';
import type { Identities, Step } from './story-steps.js';

export interface Telling {
  /** Sees what the commands have written. */
  readonly manager: EntityManager;
  readonly commands: Pick<CommandService, 'execute'>;
  /** The clock that those commands read. */
  readonly clock: StoryClock;
  readonly partnership: StoredPartnership;
}

/** Tells each part of the story at its meeting; the parts and the meetings are in the order of time. */
export async function tellStory(
  telling: Telling,
  parts: readonly (readonly Step[])[],
  meetingIds: readonly string[],
): Promise<void> {
  const entries = new Map<string, string>();
  for (const [index, steps] of parts.entries()) {
    const meetingId = known(meetingIds[index], `meeting ${index}`);
    await tellPart(telling, steps, meetingId, entries);
  }
}

async function tellPart(
  { manager, commands, clock, partnership }: Telling,
  steps: readonly Step[],
  meetingId: string,
  entries: Map<string, string>,
): Promise<void> {
  const { partnershipId } = partnership;
  const key = { partnershipId, meetingId };
  const meeting = await manager.findOneByOrFail(MeetingRow, { partnershipId, id: meetingId });
  const identities: Identities = {
    agency: (name) => known(partnership.agencyIds.get(nameOf(name)), name),
    place: (name) => known(partnership.placeIds.get(name), name),
    entry: (name) => known(entries.get(name), name),
    agendaItem: (
      (items) => (number: number) =>
        known(items[number - 1], `item ${number}`)
    )(await readAgenda(manager, key)),
    day: (daysLater) =>
      format(addDays(new TZDate(meeting.startsAt, meeting.timeZone), daysLater), 'yyyy-MM-dd'),
  };
  for (const step of steps) {
    clock.turnTo(addMinutes(meeting.startsAt, step.minute));
    const command = step.command(identities);
    const personId = known(partnership.personIds.get(addressOf(step.by)), step.by);
    const { entryId } = await commands.execute(
      { personId, opensClosed: true, sessionId: null },
      { ...key, commandId: newId(), command },
    );
    if (step.key !== undefined) entries.set(step.key, known(entryId, step.key));
    if (command.type === 'meeting.open') await followCarried(manager, key, entries);
  }
}

interface Key {
  partnershipId: string;
  meetingId: string;
}

async function readAgenda(
  manager: EntityManager,
  { partnershipId, meetingId }: Key,
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM agenda_item WHERE partnership_id = $1 AND meeting_id = $2 ORDER BY order_key`,
    [partnershipId, meetingId],
  );
  return rows.map(({ id }) => id);
}

/** From now on the story means the entry on this meeting's board when it speaks of such an action. */
async function followCarried(
  manager: EntityManager,
  { partnershipId, meetingId }: Key,
  entries: Map<string, string>,
): Promise<void> {
  const rows = await manager.query<{ id: string; before: string }[]>(
    `SELECT id, carried_from_action_id AS before FROM coordinated_action
      WHERE partnership_id = $1 AND meeting_id = $2 AND carried_from_action_id IS NOT NULL`,
    [partnershipId, meetingId],
  );
  const carried = new Map(rows.map(({ id, before }) => [before, id]));
  for (const [name, id] of entries) entries.set(name, carried.get(id) ?? id);
}

function known<Value>(value: Value | null | undefined, name: string): Value {
  if (value === undefined || value === null) throw new Error(`The story does not know ${name}.`);
  return value;
}
