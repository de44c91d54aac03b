// An evening of open steps, and whatever is done between them; what those outside are told of it.
import { randomUUID } from 'node:crypto';
import type { Command } from '../../src/contract/commands.js';
import type { SignInMethod } from '../../src/contract/vocabulary.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { eventually, type LiveClient } from '../support/live-client.js';
import type { PersonName, World } from '../support/meeting-world.js';
import type { House } from './house.js';
import type { Secret } from './in-secret.js';
import { lettersOf, moveMeeting } from './letters.js';
import { withoutIdentity, withoutTime } from './likeness.js';
import { headcount, meddlingWith } from './outside.js';

/** Who looks on, and how they came in. */
export type Seat = [PersonName, SignInMethod];

export interface Programme {
  readonly steps: readonly number[];
  readonly seat: Seat;
  /** Every evening that is compared has its meeting at the same time. */
  readonly startsAt: Date;
  /** Whether all that can be asked for is looked through, and not only what one is told. */
  readonly isSearched: boolean;
  /** What happens before each step, and what was written then. */
  readonly between: (
    at: number,
    insider: LiveClient,
    world: World,
  ) => Promise<Secret | undefined> | undefined;
  /** What happens at last, before anyone asks for anything. */
  readonly atLast?: (world: World, written: Secret) => Promise<void>;
}

export interface Evening {
  readonly world: World;
  /** By whom and by what way, but for ids and instants. */
  readonly told: Readonly<Record<string, unknown>>;
}

const NOTHING: Secret = { tokens: [], itemId: '', noteId: '', actionId: '' };

export async function holdEvening(house: House, programme: Programme): Promise<Evening> {
  const { steps, seat, startsAt, isSearched, between, atLast } = programme;
  const world = await house.worldLedByPolice();
  await moveMeeting(house, world, startsAt);
  const administrator = await house.administratorOf(world, 'Administratören');
  const insider = (await house.comeTo(world, 'polisen')).client;
  // Only then: whoever comes while the first is being told of may hear of them before both are there.
  await eventually(() => headcount(insider) === 1, 'oneself');
  const guest = await house.comeTo(world, ...seat);
  await eventually(() => headcount(guest.client) === 2, 'both');
  const told = ({ replica }: LiveClient) => replica.streams.get('table')?.revision;
  let written: Secret = { ...NOTHING, noteId: randomUUID(), actionId: randomUUID() };
  for (const [at, step] of steps.entries()) {
    written = (await between(at, insider, world)) ?? written;
    const before = told(insider) ?? 0;
    await insider.persist(openStep(step, world));
    await eventually(() => (told(insider) ?? 0) > before, 'the step');
    await eventually(() => told(guest.client) === told(insider), 'the step to the other');
  }
  await atLast?.(world, written);
  // By another session: so much is refused that one alone would be told to wait.
  const searcher = await house.readerFor(world, ...seat);
  for (const command of meddlingWith(written.noteId, written.actionId, world)) {
    await guest.tryOut(command);
    if (isSearched) await searcher.tryOut(command);
  }
  // What is refused is recorded: so one after the other, and the audit before what the others are told.
  const administered = isSearched
    ? { ...(await administrator.fetchAll([])), bodies: await administrator.bodies() }
    : {};
  const captured = await guest.capture();
  const fetched = isSearched ? await searcher.fetchAll([]) : {};
  insider.close();
  guest.client.close();
  return {
    world,
    told: {
      ...by('onlooker', withoutIdentity({ ...captured, ...fetched })),
      ...by('administrator', withoutIdentity(administered)),
      mail: withoutTime(await lettersOf(house, world)),
    },
  };
}

const by = (who: string, told: object) =>
  Object.fromEntries(Object.entries(told).map(([way, one]) => [`${who}: ${way}`, one as unknown]));

function openStep(step: number, world: World): Command {
  if (step === 0) return noteAdd(world, world.agency.polisen);
  if (step === 1) return actionPropose(world, world.agency.polisen);
  return {
    type: 'attendance.set',
    agencyId: world.agency.polisen,
    state: step === 2 ? 'present' : 'remote',
  };
}
