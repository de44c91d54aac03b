// S9: nothing is changed by a field that nobody listed, nor by a value of another type than the field
// has. Made from the routes of the running product and their description, and from every command and
// every message of the live connection there is, so that a new one is tried by itself.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CommandEnvelope, type CommandType } from '../../src/contract/commands.js';
import {
  EditingNotice,
  JoinRequest,
  LeaveRequest,
  type Answer,
  type ClientToServer,
} from '../../src/contract/live.js';
import type { Problem } from '../../src/contract/problems.js';
import { PROTOCOL_VERSION } from '../../src/contract/protocol-version.js';
import { PlanningRounds } from '../../src/series/planning-rounds.js';
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
const NOTORIOUS = ['toJSON', 'then', 'length', 'isAdmin', 'authorId'];
const AT_ONCE = 12;
const ANSWER_WITHIN_MS = 30_000;

/** What someone is answered, over either door. */
type Told = Pick<Knocked, 'status' | 'code' | 'body'>;

/** A body in order, how it is described and where it is sent. */
interface Sendable {
  readonly name: string;
  readonly schema: Schema;
  readonly body: unknown;
  readonly send: (body: unknown) => Promise<Told>;
  /** Which objects of the body are tried, where the others are tried with another. */
  readonly tries?: (at: string) => boolean;
}

/** Every message there is, in order, with the schema of just that; the compiler misses a new one. */
type Messages = {
  readonly [Name in keyof ClientToServer]: MessageOf<Parameters<ClientToServer[Name]>[0]>;
};
interface MessageOf<Value> {
  readonly schema: z.ZodType<Value>;
  readonly body: Value;
}

const isOfCommand = (at: string) => at.startsWith('command');

let database: TestDatabase;
let server: TestApp;
let dataSource: DataSource;
let doors: Doors;
const sockets: Socket[] = [];
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
  const schemas = document.components?.schemas as Record<string, Schema>;
  for (const route of runningRoutes(server)) await addRoute(route, document);
  await addCommands();
  await addMessages(schemas);
  unlisted = [...new Set([...NOTORIOUS, ...fieldsIn(schemas), ...columns()])];
  mutations = new Mutations(schemas, unlisted);
  await server.app.get(PlanningRounds).run();
});
afterAll(async () => {
  console.info(`S9: ${fields} fields in ${bodies.length} bodies, by ${requests} requests`);
  for (const socket of sockets) socket.close();
  await server.close();
  await database.drop();
});

/** Every field of everything that travels. */
function fieldsIn(schemas: Record<string, Schema>): string[] {
  const found: string[] = [];
  JSON.stringify(schemas, (key, value: unknown) => {
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
  const send = (body: unknown) => knock(request, cookie, body);
  bodies.push({ name: route, schema, body: request.body, send });
}

/** Each command on what there is: a note and an action of the owner's. */
async function addCommands(): Promise<void> {
  const { world } = doors;
  const route = Object.keys(routePolicies).find((one) => one.endsWith('/commands'))!;
  const { schema } = bodies.find(({ name }) => name === route)!;
  const cookie = await doors.cookieOf('owner');
  const request = await requestOf(route, routePolicies[route]!, { world, dataSource, cookie });
  const send = (body: unknown) => knock(request, cookie, body);
  const make = async (command: object): Promise<string> => {
    const { body } = await send({ commandId: randomUUID(), command });
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
    bodies.push({ name: type, schema, body, send, tries: isOfCommand });
  }
}

/** What the live connection takes, with what its description refers to put among the schemas. */
async function addMessages(schemas: Record<string, Schema>): Promise<void> {
  const cookie = await doors.cookieOf('coordinator');
  const described = messages();
  for (const [name, { schema, body }] of Object.entries(described)) {
    // In the dialect of the description of the interface.
    const { definitions, ...root } = z.toJSONSchema(schema, {
      target: 'openapi-3.0',
      io: 'input',
    });
    Object.assign(schemas, definitions);
    // A connection each: how many messages a second one may send is not what is tried here.
    const socket = io(server.origin, {
      transports: ['websocket'],
      extraHeaders: { Cookie: cookie },
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    await tell(socket, 'join', described.join.body);
    const send = (changed: unknown) => tell(socket, name, changed);
    // What is in a command is tried with the commands; here it is what it comes in.
    const tries = (at: string) => !isOfCommand(at);
    bodies.push({ name, schema: root as Schema, body, send, tries });
  }
}

/** Whoever has joined may send them. */
function messages(): Messages {
  const { partnershipId, meetingId } = doors.world;
  const place = { partnershipId, meetingId };
  const known = { epoch: randomUUID(), cursors: { table: 0 } };
  const command = { type: 'meeting.open' } as const;
  return {
    join: { schema: JoinRequest, body: { ...place, protocol: PROTOCOL_VERSION, known } },
    editing: { schema: EditingNotice, body: { meetingId, entryId: null } },
    command: { schema: CommandEnvelope, body: { ...place, commandId: randomUUID(), command } },
    leave: { schema: LeaveRequest, body: { meetingId } },
  };
}

function knock({ method, path }: RouteRequest, cookie: string, body: unknown): Promise<Told> {
  requests += 1;
  return doors.knock(method, path, cookie, body);
}

/** Answered as it would be over HTTP. */
async function tell(socket: Socket, name: string, body: unknown): Promise<Told> {
  requests += 1;
  const asked = socket.timeout(ANSWER_WITHIN_MS).emitWithAck(name, body);
  const answer = (await asked) as Answer<unknown>;
  if (answer.ok) return { status: 200, code: null, body: JSON.stringify(answer.value) };
  const { status, code } = answer.problem;
  return { status, code, body: JSON.stringify(answer.problem) };
}

const mutationsOf = ({ schema, body, tries }: Sendable): Mutation[] =>
  mutations.of(schema, body).filter(({ at }) => tries?.(at) ?? true);

/** The fields that an answer does not refuse. */
function unnamedIn({ status, body }: Told, { at, fields, what }: Mutation): string[] {
  const { code, issues = [] } = JSON.parse(body) as Problem;
  if (status !== 400 || code !== 'invalid-input') return [...fields];
  const isNamed = (field: string) =>
    issues.some(({ path, message }) => {
      const place = at === '' ? field : `${at}.${field}`;
      return what === 'unlisted'
        ? // A list by name says at the name itself that it takes none such.
          path === place || (path === at && message.includes(JSON.stringify(field)))
        : path === place || path.startsWith(`${place}.`);
    });
  return fields.filter((field) => !isNamed(field));
}

/** What of a mutation came through: what the answer to all of it left out is sent once more, alone. */
async function cameThrough(one: Sendable, mutation: Mutation): Promise<string[]> {
  fields += mutation.fields.length;
  const together = await one.send(mutation.bodyWith(mutation.fields));
  const through: string[] = [];
  for (const field of unnamedIn(together, mutation)) {
    const alone = await one.send(mutation.bodyWith([field]));
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
  it('is tried for every route that takes one, every command and every message', () => {
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
  });

  it('takes the same bodies without them', async () => {
    const wrong: string[] = [];
    for (const one of bodies) {
      const { status, code, body } = await one.send(one.body);
      if (code === 'invalid-input' || status >= 500) wrong.push(`${one.name}: ${body}`);
    }
    expect(wrong).toEqual([]);
  });
});
