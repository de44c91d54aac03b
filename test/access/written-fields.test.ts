// What people write is screened before it is kept, at every route that takes any text at all. Read from
// the description of the interface, so that a new field is tried by itself, or has to be named here.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { freeTextsOf } from '../../src/domain/person-guard/free-texts.js';
import type { TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { DescribedBodies, type Field } from './described-bodies.js';
import { Doors } from './principals.js';
import { requestOf } from './request-of.js';
import { routePolicies } from './route-policy.js';
import { runningRoutes, startProduct } from './running-product.js';
import { isWritten, withField } from './with-field.js';

const HELD_UP = 'Ring 070-174 06 05';

/** Fields that take any text and are kept as they are, or not at all, and why. */
const unscreened: Record<string, string> = {
  abbreviation: 'two letters',
  rule: 'parsed, and not kept as it was written',
  basis: 'compared with what the server has told, and not kept',
  losses: 'what the page was shown, sent back to be compared, and not kept',
  csv: 'a table: what it adds to the directory is screened there',
  content: 'a file: each of its days is screened',
  value: 'compared byte for byte with what a provider says, whose digits may look like anything',
  'people.name': 'the roster, where people’s own names and addresses stand',
  'invitations.name': 'the roster, of those who are to be on it',
};

let database: TestDatabase;
let server: TestApp;
let doors: Doors;
let bodies: DescribedBodies;
let cookie: string;
let screened = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startProduct(database.url);
  doors = await Doors.of(server);
  cookie = await doors.cookieOf('coordinator');
  const described = await fetch(`${server.origin}/api/openapi.json`);
  bodies = new DescribedBodies((await described.json()) as OpenAPIObject);
});
afterAll(async () => {
  console.info(`Person guard: ${screened} fields of bodies screened`);
  await server.close();
  await database.drop();
});

const isNamed = (route: string, { name, path }: Field) =>
  name in unscreened ||
  path.split('.', 1).some((first) => first in unscreened) ||
  `${route.split('/').find((one) => one in ofRoster)}.${name}` in unscreened;
const ofRoster = { people: true, invitations: true };

/** What comes back when that is written in a field, and all else is in order. */
async function answerTo(route: string, field: Field): Promise<string> {
  const policy = routePolicies[route]!;
  const at = { world: doors.world, dataSource: server.app.get(DataSource), cookie };
  const { method, path, body } = await requestOf(route, policy, at);
  const written = withField(doors.world, body, field.path, HELD_UP);
  // A series goes on in another way from a day that is to come.
  const ahead = path.replace('/following/2026-', '/following/2036-');
  const answer = await doors.knock(method, ahead, cookie, written, 1);
  return answer.code === 'person-data' && answer.body.includes(field.name)
    ? 'screened'
    : answer.body;
}

describe('the person guard', () => {
  it('reads every field that people write in, or it is named here why not', async () => {
    const wrong: string[] = [];
    for (const route of runningRoutes(server)) {
      const fields = bodies.of(route).filter((one) => isWritten(one) && !isNamed(route, one));
      // Commands are read by the names of their fields, as a test of those names says.
      const isCommand = route.endsWith('/commands');
      for (const field of fields) {
        const answer = isCommand ? byName(field) : await answerTo(route, field);
        if (answer !== 'screened') wrong.push(`${route}, ${field.path}: ${answer}`);
        screened += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(screened).toBeGreaterThan(25);
  });

  const byName = ({ name }: Field) =>
    freeTextsOf({ [name]: HELD_UP }).length === 1
      ? 'screened'
      : 'a name that the guard does not read';
});
