// Who sits at a meeting in a proof: some write without pause, some only look.
import { LiveClient } from '../support/live-client.js';
import type { PersonName, World } from '../support/meeting-world.js';
import type { Chance } from '../support/seeded.js';
import type { Reader } from './checks.js';
import { Writer, type WriterPlace } from './writer.js';

/** Where people come in, by turns; copies of what is written go to any of them. */
export type Doors = readonly { readonly origin: string }[];

export interface Listener {
  readonly person: PersonName;
  readonly client: LiveClient;
}

export async function seatWriters(
  world: World,
  doors: Doors,
  people: readonly PersonName[],
  chance: Chance,
  habits: Pick<WriterPlace, 'mostNotes'> = {},
): Promise<Writer[]> {
  const origins = doors.map(({ origin }) => origin);
  return Promise.all(
    people.map(async (person, index) => {
      const { meetingId } = world;
      const origin = origins[index % origins.length] ?? '';
      const cookie = await world.signIn(person);
      return Writer.at({ ...habits, world, person, meetingId, cookie, origin, origins }, chance);
    }),
  );
}

/** Who comes more than once has one session, or hundreds would sign in at the same moment. */
export async function seatListeners(
  world: World,
  doors: Doors,
  people: readonly PersonName[],
): Promise<Listener[]> {
  const names = [...new Set(people)];
  const cookies = await Promise.all(names.map((person) => world.signIn(person)));
  return Promise.all(
    people.map(async (person, index) => {
      const origin = doors[index % doors.length]?.origin ?? '';
      const cookie = cookies[names.indexOf(person)] ?? '';
      return { person, client: await LiveClient.at(origin, cookie, world) };
    }),
  );
}

/** All of them, as what each shows is compared with the database. */
export function readersAt(
  { partnershipId, meetingId, person }: World,
  writers: readonly Writer[],
  listeners: readonly Listener[] = [],
): Reader[] {
  return [
    ...writers.map((one) => ({ client: one.client, person: one.place.person })),
    ...listeners,
  ].map((one) => ({ client: one.client, personId: person[one.person], partnershipId, meetingId }));
}
