// Every place in which people write: the routes of the running product that take text, read from their
// description, and the commands at a meeting. A new field is filled by itself, or it is told that it was not.
import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { headings } from '../../src/administration/csv/words.js';
import type { CommandType } from '../../src/contract/commands.js';
import type { MeetingList } from '../../src/contract/meetings.js';
import { DescribedBodies, type Field } from '../access/described-bodies.js';
import type { Doors, Knocked } from '../access/principals.js';
import { requestOf } from '../access/request-of.js';
import { routePolicies, type RoutePolicy } from '../access/route-policy.js';
import { runningRoutes } from '../access/running-product.js';
import { isWritten } from '../access/with-field.js';
import { planOf } from '../series/planning-world.js';
import type { TestApp } from '../support/app.js';
import { actionPropose, agendaAdd, noteAdd, version } from '../support/commands.js';
import { HostileTexts } from './hostile-texts.js';
import { Writer, type Target } from './writer.js';

/** Fields that take any text and keep none of it as it was written, and why. */
const keptNowhere: Record<string, string> = {
  rule: 'parsed, and written anew',
  basis: 'compared with what the server has told',
  losses: 'compared with what the server has told',
  csv: 'a table, which is filled below',
  content: 'a file, which is filled below',
};
/** What only says what would be, and the signed answer of a device, whose name is changed by a route of its own. */
const KEEPS_NOTHING = /preview(s|-context)?$|series-context$|^POST \/api\/v1\/passkeys$/;
const FOUNDING = 'POST /api/v1/partnerships';
const COMMANDS = '/commands';
const SEVERAL_LINES = /(reason|text)$/;
/** Later than any meeting is planned, so that nobody has anything to lose. */
const FAR_AWAY = '2036-01-04';

/** Those whose names stand in letters, one in each round; the first, before another partnership knows them. */
const renamed = [
  { person: 'samordnaren', agency: 'kommunen', kind: 'authority', role: 'coordinator' },
  { person: 'nattvandrarna', agency: 'nattvandrarna', kind: 'association', role: 'attendee' },
] as const;

export class EveryField {
  /** The series of the round, and a meeting of it. */
  seriesId = '';
  meetingId = '';
  /** What is read elsewhere than in the partnership. */
  readonly alsoRead: string[] = [];
  readonly inCommands: string[] = [];
  private readonly base: string;

  private constructor(
    private readonly server: TestApp,
    private readonly doors: Doors,
    private readonly bodies: DescribedBodies,
    private readonly cookie: string,
    readonly writer: Writer,
  ) {
    this.base = `/api/v1/partnerships/${doors.world.partnershipId}`;
  }

  static async of(server: TestApp, doors: Doors): Promise<EveryField> {
    const cookie = await doors.cookieOf('coordinator');
    const described = await fetch(`${server.origin}/api/openapi.json`);
    const bodies = new DescribedBodies((await described.json()) as OpenAPIObject);
    return new EveryField(server, doors, bodies, cookie, new Writer(doors, cookie));
  }

  /** Of the commands, as often as one takes it. */
  get describedInCommands(): string[] {
    const [route = ''] = runningRoutes(this.server).filter((one) => one.endsWith(COMMANDS));
    return this.writtenIn(route).map(({ path }) => path);
  }

  async fill(round: number): Promise<void> {
    const hostile = new HostileTexts(round);
    for (const route of this.routes()) await this.fillRoute(route, round, hostile);
    await this.fillCommands(round, hostile);
    await this.fillFiles(round, hostile);
  }

  /**
   * What is made comes before what is changed, and last another partnership: whoever founds it is known there
   * from then on by the name they have.
   */
  private routes(): string[] {
    const routes = runningRoutes(this.server).filter(
      (route) => !KEEPS_NOTHING.test(route) && !route.endsWith(COMMANDS),
    );
    const rank = (route: string) => ['POST', 'PUT'].indexOf(route.split(' ')[0]!);
    const others = routes.filter((route) => route !== FOUNDING);
    return [...others.sort((one, other) => rank(one) - rank(other)), FOUNDING];
  }

  private async fillRoute(route: string, round: number, hostile: HostileTexts): Promise<void> {
    const fields = this.writtenIn(route);
    if (fields.length === 0) return;
    const policy = { ...routePolicies[route]!, ...(await this.otherwise(route, round)) };
    const { world } = this.doors;
    const at = { world, dataSource: this.server.app.get(DataSource), cookie: this.cookie };
    const request = await requestOf(route, policy, at);
    const target = { ...request, name: nameOf(route, round), fields };
    if (round === 0) await this.writer.tryRefused(target);
    const answer = await this.writer.write(target, hostile);
    await this.take(route, answer);
  }

  /** What is made is filled further, or read by itself. */
  private async take(route: string, answer: Knocked): Promise<void> {
    if (!/^POST .*\/(partnerships|series)$/.test(route)) return;
    const { id } = JSON.parse(answer.body) as { id: string };
    if (route.endsWith('/partnerships')) this.alsoRead.push(`/api/v1/partnerships/${id}/directory`);
    if (!route.endsWith('/series')) return;
    this.seriesId = id;
    const { body } = await this.doors.knock(
      'GET',
      `${this.base}/meetings?limit=3&seriesId=${id}`,
      this.cookie,
    );
    this.meetingId = (JSON.parse(body) as MeetingList).meetings[2]!.id;
  }

  /** Where the line of the route would not do: what has a place of its own in each round. */
  private async otherwise(route: string, round: number): Promise<Partial<RoutePolicy>> {
    const { seriesId } = this;
    const { world } = this.doors;
    const { person, agency, kind, role } = renamed[round] ?? renamed[0];
    const agencyId = world.agency[agency];
    if (route.endsWith('/dates/:on')) {
      const on = (await this.daysOf(seriesId))[1]!;
      return { params: () => ({ seriesId, on }), body: () => ({ answer: 'cancel' }) };
    }
    if (route.endsWith('/following/:on')) {
      const plan = planOf({ definition: { start: `${FAR_AWAY}T18:00` } });
      const decisions = [{ on: FAR_AWAY, answer: 'cancel' }];
      return {
        params: () => ({ seriesId, on: FAR_AWAY }),
        body: () => ({ plan: { ...plan, decisions }, losses: [] }),
      };
    }
    if (route.endsWith('/series/:seriesId')) {
      const { body } = await this.knock('series', planOf());
      const { id } = JSON.parse(body) as { id: string };
      return { params: () => ({ seriesId: id }) };
    }
    if (route.endsWith('/agencies/:agencyId')) {
      const facts = { name: '', shortName: '', abbreviation: '', signIn: [], isRetired: false };
      return { params: () => ({ agencyId }), body: () => ({ ...facts, kind }) };
    }
    if (route.startsWith('POST') && route.endsWith('/invitations'))
      return {
        body: () => ({ email: `${randomUUID()}@example.se`, agencyId, role, guestOf: null }),
      };
    if (!route.startsWith('PUT') || !route.endsWith('/people/:personId')) return {};
    return {
      params: () => ({ personId: world.person[person] }),
      body: () => ({ agencyId, role, isDeputy: false }),
    };
  }

  private async daysOf(seriesId: string): Promise<string[]> {
    const path = `${this.base}/meetings?limit=5&seriesId=${seriesId}`;
    const { body } = await this.doors.knock('GET', path, this.cookie);
    return (JSON.parse(body) as MeetingList).meetings.map(({ startsAt }) => startsAt.slice(0, 10));
  }

  private writtenIn(route: string): Field[] {
    return this.bodies
      .of(route)
      .filter(
        (field) => isWritten(field) && !field.path.split('.').some((name) => name in keptNowhere),
      );
  }

  /** Each command that takes text, on an entry of its own; the meeting is open before and after. */
  private async fillCommands(round: number, hostile: HostileTexts): Promise<void> {
    const { world } = this.doors;
    const { kommunen } = world.agency;
    const make = (command: object) => this.command({ ...command }, world.meetingId);
    const note = noteAdd(world, kommunen);
    const action = actionPropose(world, kommunen);
    const { agencyId: _a, audience: _b, type: _c, ...noteFields } = note;
    const { audience: _d, noteId: _e, type: _f, ...actionFields } = action;
    const agreed = async () => {
      const actionId = await make(action);
      await make({ type: 'action.agree', actionId });
      return actionId;
    };
    const based = async (make: Promise<string>, name: string) => {
      const id = await make;
      return { [name]: id, basedOn: version(await this.revisionOf(id)) };
    };
    const steps: [CommandType, object, string?][] = [
      ['agenda.add', agendaAdd('')],
      [
        'agenda.edit',
        { ...(await based(make(agendaAdd('Punkt')), 'itemId')), minutes: 5, title: '' },
      ],
      ['note.add', note],
      ['note.edit', { ...noteFields, ...(await based(make(note), 'noteId')) }],
      ['action.propose', action],
      ['action.edit', { ...actionFields, ...(await based(make(action), 'actionId')) }],
      ['action.finish', { actionId: await agreed(), outcome: { effect: 'effect', text: '' } }],
      ['action.cancel', { actionId: await agreed(), reason: '' }],
      ['meeting.cancel', { reason: '' }, await world.planMeeting(21 * (round + 2))],
      ['meeting.reopen', { reason: '' }],
    ];
    for (const [type, fields, meetingId = world.meetingId] of steps) {
      if (type === 'meeting.reopen') await make({ type: 'meeting.close' });
      await this.fillCommand({ ...fields, type }, meetingId, round, hostile);
    }
  }

  private async fillCommand(
    command: { type: CommandType },
    meetingId: string,
    round: number,
    hostile: HostileTexts,
  ): Promise<void> {
    const route = runningRoutes(this.server).find((one) => one.endsWith(COMMANDS)) ?? '';
    const has = (path: string) =>
      path
        .split('.')
        .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], {
          command,
        }) !== undefined;
    const fields = this.writtenIn(route).filter(
      ({ path }, index, all) => has(path) && all.findIndex((one) => one.path === path) === index,
    );
    const target: Target = {
      name: `${command.type}${command.type === 'meeting.reopen' ? '' : ` ${round}`}`,
      method: 'POST',
      path: `${this.base}/meetings/${meetingId}/commands`,
      body: { commandId: randomUUID(), command },
      fields,
      takesLines: (path) => SEVERAL_LINES.test(path),
    };
    if (round === 0) {
      this.inCommands.push(...fields.map(({ path }) => path));
      await this.writer.tryRefused(target);
    }
    await this.writer.write(target, hostile);
  }

  private async command(command: object, meetingId: string): Promise<string> {
    const path = `${this.base}/meetings/${meetingId}/commands`;
    const { status, body } = await this.doors.knock('POST', path, this.cookie, {
      commandId: randomUUID(),
      command,
    });
    if (status !== 200) throw new Error(body);
    return (JSON.parse(body) as { entryId: string }).entryId;
  }

  private async revisionOf(entryId: string): Promise<number> {
    const path = `${this.base}/meetings/${this.doors.world.meetingId}/board`;
    const { body } = await this.doors.knock('GET', path, this.cookie);
    let revision = 0;
    JSON.parse(body, (_, value: { id?: string; revision?: number } | null) => {
      if (value?.id === entryId) revision = value.revision ?? 0;
      return value;
    });
    return revision;
  }

  /** Texts that come in by files: as cells of tables, as they are. */
  private async fillFiles(round: number, hostile: HostileTexts): Promise<void> {
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const [agency, days] = [hostile.line(120), hostile.line(50)];
    const heads = headings('agencies').join(';');
    const csv = `${heads}\n${cell(agency)};${cell(hostile.line(30))};;företag`;
    const list = { kind: 'agencies', csv };
    const { body } = await this.knock('imports/preview', list);
    const { basis } = JSON.parse(body) as { basis: string };
    const content = `namn;från\n${cell(days)};2026-10-0${round + 1}`;
    for (const [path, sent, text] of [
      ['imports', { ...list, basis }, agency],
      ['local-days/imports', { format: 'csv', kind: 'local-event', content }, days],
    ] as const) {
      const answer = await this.knock(path, sent);
      if (answer.status >= 300) this.writer.wrong.push(`${path}: ${answer.body}`);
      this.writer.texts.set(`${path} ${round}`, text);
    }
  }

  private knock(path: string, body: unknown): Promise<Knocked> {
    return this.doors.knock('POST', `${this.base}/${path}`, this.cookie, body);
  }
}

/** What is made anew in each round stays beside what was; what is changed is written over. */
const nameOf = (route: string, round: number): string =>
  route.startsWith('POST') || /:(agency|person|series)Id/.test(route) ? `${route} ${round}` : route;
