// A partnership whose directory is looked after over HTTP.
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { Directory, type AdministeredPerson } from '../../src/contract/administration.js';
import { Problem, type ProblemCode } from '../../src/contract/problems.js';
import type { TestApp } from '../support/app.js';
import { createWorld, type PersonName, type World } from '../support/meeting-world.js';

interface Sent {
  by?: PersonName;
  body?: unknown;
  ifMatch?: number | string;
}

export class AdministeredWorld {
  private readonly cookies = new Map<PersonName, string>();

  private constructor(
    readonly server: TestApp,
    readonly world: World,
  ) {}

  static async on(server: TestApp): Promise<AdministeredWorld> {
    return new AdministeredWorld(server, await createWorld(server.app));
  }

  async cookieOf(person: PersonName): Promise<string> {
    const cookie = this.cookies.get(person) ?? (await this.world.signIn(person));
    this.cookies.set(person, cookie);
    return cookie;
  }

  /** Sends a request below the partnership; by the coordinator, unless somebody else is named. */
  async send(
    method: string,
    path: string,
    { by = 'samordnaren', body, ifMatch }: Sent = {},
  ): Promise<Response> {
    const base = `${this.server.origin}/api/v1/partnerships/${this.world.partnershipId}`;
    return fetch(path === '' ? base : `${base}/${path}`, {
      method,
      headers: {
        cookie: await this.cookieOf(by),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async directory(): Promise<Directory> {
    return Directory.parse(await (await this.send('GET', 'directory')).json());
  }

  async member(name: PersonName): Promise<AdministeredPerson> {
    const { people } = await this.directory();
    const person = people.find(({ id }) => id === this.world.person[name]);
    if (!person) throw new Error(`${name} is no member.`);
    return person;
  }

  /** Changes some of what is known of a member, as their dialog does. */
  async change(name: PersonName, changed: Partial<AdministeredPerson>): Promise<Response> {
    const { id, name: named, agencyId, role, isDeputy, version } = await this.member(name);
    const person = { name: named, agencyId, role, isDeputy };
    return this.send('PUT', `people/${id}`, { ifMatch: version, body: { ...person, ...changed } });
  }
}

export const newAddress = () => `ny-${randomUUID()}@example.se`;

/** Reads the answer of a request that succeeded. */
export async function done<Value>(answer: Promise<Response>): Promise<Value> {
  const response = await answer;
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body as Value;
}

export async function expectProblem(
  answer: Promise<Response>,
  code: ProblemCode,
): Promise<Problem> {
  const response = await answer;
  const problem = Problem.parse(await response.json());
  expect(problem.code).toBe(code);
  expect(response.status).toBe(problem.status);
  return problem;
}
