// One who writes, over HTTP, what they should not be able to do harm with: sends a body that is in order
// with hostile texts in all its fields, and keeps what was taken and what went wrong.
import type { Problem } from '../../src/contract/problems.js';
import type { Field } from '../access/described-bodies.js';
import type { Doors, Knocked } from '../access/principals.js';
import { withField } from '../access/with-field.js';
import { NO_LINE, REFUSED, type HostileTexts } from './hostile-texts.js';

/** Where a body goes, and which of its fields are written in. */
export interface Target {
  /** What it is called where it is told of, and what is written in the same place again. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly fields: readonly Pick<Field, 'path' | 'schema'>[];
  /** Fields that take several lines; the others take one. */
  readonly takesLines?: (path: string) => boolean;
}

export class Writer {
  /** By the place it was written in, so that it holds what is there now. */
  readonly texts = new Map<string, string>();
  readonly wrong: string[] = [];
  fields = 0;
  refused = 0;

  constructor(
    private readonly doors: Doors,
    private readonly cookie: string,
  ) {}

  /** Writes, reads the answer, and says where the fields are whose text was not taken. */
  async write(target: Target, hostile: HostileTexts): Promise<Knocked> {
    const { name, method, path, fields, takesLines } = target;
    const written = fields.map((field) => ({
      path: field.path,
      text: takesLines?.(field.path) ? hostile.lines() : hostile.line(longest(field)),
    }));
    const answer = await this.send(method, path, this.filled(target, written));
    if (answer.status >= 300) this.wrong.push(`${name}: ${answer.body}`);
    for (const { path: place, text } of written) this.texts.set(`${name} ${place}`, text.trim());
    this.fields += written.length;
    return answer;
  }

  /** Tries what no text may hold, in all fields at once: each has to be named. */
  async tryRefused(target: Target): Promise<void> {
    const { fields, takesLines = () => false } = target;
    const oneLine = fields.filter(({ path }) => !takesLines(path));
    await Promise.all([
      ...Object.entries(REFUSED).map((refused) => this.tryOne(target, fields, refused)),
      ...Object.entries(NO_LINE).map((refused) => this.tryOne(target, oneLine, refused)),
    ]);
  }

  private async tryOne(
    target: Target,
    fields: Target['fields'],
    [what, part]: [string, string],
  ): Promise<void> {
    if (fields.length === 0) return;
    const written = fields.map(({ path }) => ({ path, text: `a${part}b` }));
    const { method, path } = target;
    const { status, body } = await this.send(method, path, this.filled(target, written));
    const isNamed = (place: string) =>
      status === 400 &&
      (JSON.parse(body) as Problem).issues?.some((issue) => issue.path === place) === true;
    for (const { path: field } of written) {
      const place = field.replaceAll('[]', '0');
      if (!isNamed(place)) this.wrong.push(`${target.name}, ${place} takes ${what}: ${body}`);
      this.refused += 1;
    }
  }

  private filled(target: Target, written: readonly { path: string; text: string }[]): unknown {
    const { world } = this.doors;
    return written.reduce(
      (body, { path, text }) => withField(world, body, path, text),
      target.body,
    );
  }

  /** As someone would who has just looked: if another version is there, on that. */
  private async send(method: string, path: string, body: unknown): Promise<Knocked> {
    const first = await this.doors.knock(method, path, this.cookie, body, 1);
    if (first.code !== 'stale') return first;
    const { current } = JSON.parse(first.body) as { current: { version: number } };
    return this.doors.knock(method, path, this.cookie, body, current.version);
  }
}

/** The description says of a text how much may come in before it is trimmed, which is twice as much. */
const longest = ({ schema }: Pick<Field, 'schema'>): number => (schema.maxLength ?? 0) / 2;
