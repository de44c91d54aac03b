// S9: nothing is changed by a field that nobody listed, nor by a value of another type than the field
// has. Made from the routes of the running product and their description, and from every command there
// is, so that a new one is tried by itself.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { CommandType } from '../../src/contract/commands.js';
import type { Problem } from '../../src/contract/problems.js';
import { PlanningJob } from '../../src/series/planning-job.js';
import type { TestApp } from '../support/app.js';
import { actionPropose, noteAdd } from '../support/commands.js';
import { everythingStored } from '../support/everything-stored.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { commandPolicies, type Entries } from './command-policy.js';
import { Mutations, type Mutation, type Schema } from './mutations.js';
import { Doors, type Knocked } from './principals.js';
import { requestOf, type RouteRequest } from './request-of.js';
import { routePolicies } from './route-policy.js';
import { runningRoutes, startProduct } from './running-product.js';

/** What no list of ours would hold, and programs have stumbled over. */
const NOTORIOUS = ['toJSON', 'toString', 'then', 'length', 'isAdmin', 'authorId'];
const AT_ONCE = 12;

/** A body in order, where to, and how it is described. */
interface Sendable extends RouteRequest {
  readonly name: string;
  readonly cookie: string;
  readonly schema: Schema;
  /** What of the body is tried, where the rest is tried with another. */
  readonly part?: string;
}

let database: TestDatabase;
let server: TestApp;
let dataSource: DataSource;
let doors: Doors;
let mutations: Mutations;
let unlisted: string[];
const bodies: Sendable[] = [];
let fields = 0;
let requests = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startProduct(database.url);
  dataSource = server.app.get(DataSource);
  doors = await Doors.of(server);
  const described = await fetch(`${server.origin}/api/openapi.json`);
  const document = (await described.json()) as OpenAPIObject;
  unlisted = [...new Set([...NOTORIOUS, ...fieldsIn(document), ...columns()])];
  mutations = new Mutations(document, unlisted);
  for (const route of runningRoutes(server)) await addRoute(route, document);
  await addCommands();
  await server.app.get(PlanningJob).run();
}, 60_000);
afterAll(async () => {
  console.info(`S9: ${fields} fields in ${bodies.length} bodies, by ${requests} requests`);
  await server.close();
  await database.drop();
});

/** Every field of everything that travels. */
function fieldsIn(document: OpenAPIObject): string[] {
  const found: string[] = [];
  JSON.stringify(document.components?.schemas, (key, value: unknown) => {
    if (key === 'properties') found.push(...Object.keys(value as object));
    return value;
  });
  return found;
}

/** Every column of everything that is stored. */
const columns = () =>
  dataSource.entityMetadatas.flatMap((entity) =>
    entity.columns.map(({ propertyName }) => propertyName),
  );

async function addRoute(route: string, document: OpenAPIObject): Promise<void> {
  const [method = '', template = ''] = route.split(' ');
  const item = document.paths[template.replaceAll(/:(\w+)/g, '{$1}')];
  const operation = item?.[method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete'];
  const described = operation?.requestBody;
  if (!described || !('content' in described)) return;
  const schema = described.content['application/json']?.schema as Schema;
  const policy = routePolicies[route];
  if (!policy) throw new Error(`${route} has no line in route-policy.ts.`);
  const by = policy.opens.includes('coordinator') ? 'coordinator' : policy.opens[0]!;
  const cookie = await doors.cookieOf(by);
  const request = await requestOf(route, policy, { world: doors.world, dataSource, cookie });
  bodies.push({ name: route, cookie, schema, ...request });
}

/** Each command on what there is: a note and an action of the owner's. */
async function addCommands(): Promise<void> {
  const { world } = doors;
  const given = bodies.find(({ path }) => path.endsWith('/commands'))!;
  const cookie = await doors.cookieOf('owner');
  const make = async (command: object): Promise<string> => {
    const { body } = await knock({ ...given, cookie }, { commandId: randomUUID(), command });
    return (JSON.parse(body) as { entryId: string }).entryId;
  };
  const entries: Entries = {
    audience: { kind: 'table' },
    itemId: randomUUID(),
    noteId: await make(noteAdd(world, world.agency.polisen)),
    actionId: await make(actionPropose(world, world.agency.polisen)),
  };
  for (const type of Object.keys(commandPolicies) as CommandType[]) {
    const command = { ...commandPolicies[type].fields(world, entries), type };
    const body = { commandId: randomUUID(), command };
    bodies.push({ ...given, cookie, name: type, body, part: 'command' });
  }
}

function knock({ method, path, cookie }: Sendable, body: unknown): Promise<Knocked> {
  requests += 1;
  return doors.knock(method, path, cookie, body);
}

const mutationsOf = ({ schema, body, part }: Sendable): Mutation[] =>
  mutations.of(schema, body).filter(({ at }) => part === undefined || at.startsWith(part));

/** The fields that an answer does not refuse. */
function unnamedIn({ status, body }: Knocked, { at, fields, what }: Mutation): string[] {
  const { code, issues = [] } = JSON.parse(body) as Problem;
  if (status !== 400 || code !== 'invalid-input') return [...fields];
  const isNamed = (field: string) =>
    issues.some(({ path, message }) => {
      const place = at === '' ? field : `${at}.${field}`;
      return what === 'unlisted'
        ? path === at && message.includes(JSON.stringify(field))
        : path === place || path.startsWith(`${place}.`);
    });
  return fields.filter((field) => !isNamed(field));
}

/** What of a mutation came through: what the answer to all of it left out is sent once more, alone. */
async function cameThrough(one: Sendable, mutation: Mutation): Promise<string[]> {
  fields += mutation.fields.length;
  const together = await knock(one, mutation.bodyWith(mutation.fields));
  const through: string[] = [];
  for (const field of unnamedIn(together, mutation)) {
    const alone = await knock(one, mutation.bodyWith([field]));
    if (alone.status !== 400 || alone.code !== 'invalid-input')
      through.push(`${one.name}, ${mutation.at}.${field}: ${alone.status} ${alone.body}`);
  }
  return through;
}

/** That someone tried is counted, whatever they sent. */
async function stored(): Promise<object> {
  const { attempt_count: _, ...rest } = await everythingStored(dataSource);
  return rest;
}

describe('S9 what a body may hold', () => {
  it('is tried for every route that takes one, and for every command', () => {
    expect(bodies.length).toBeGreaterThan(50);
    expect(unlisted.length).toBeGreaterThan(200);
  });

  it('refuses every unlisted field and every value of another type, and stores nothing', async () => {
    const before = await stored();
    const wrong: string[] = [];
    for (const one of bodies) {
      const waiting = mutationsOf(one);
      if (waiting.length === 0) wrong.push(`${one.name}: nothing of its body could be tried`);
      while (waiting.length > 0)
        for (const through of await Promise.all(
          waiting.splice(0, AT_ONCE).map((mutation) => cameThrough(one, mutation)),
        ))
          wrong.push(...through);
    }
    expect(wrong).toEqual([]);
    expect(await stored()).toEqual(before);
  }, 240_000);

  it('takes the same bodies without them', async () => {
    const wrong: string[] = [];
    for (const one of bodies) {
      const { status, code, body } = await knock(one, one.body);
      if (code === 'invalid-input' || status >= 500) wrong.push(`${one.name}: ${body}`);
    }
    expect(wrong).toEqual([]);
  });
});
