// Bodies that are in order but for what stands in one field of them.
import { planOf } from '../series/planning-world.js';
import type { World } from '../support/meeting-world.js';
import type { Field } from './described-bodies.js';

/** Whether the field takes any text: one that is bound to a form, or to a few words, does not. */
export const isWritten = ({ schema }: Field): boolean =>
  schema.type === 'string' &&
  !['enum', 'const', 'pattern', 'format'].some((bound) => bound in schema);

/** What stands beside a field, where the body of the route's line has nothing there. */
const beside = (world: World): Record<string, object> => ({
  'signatories.[]': { agencyId: world.agency.polisen },
  'signIn.[]': { issuer: 'http://127.0.0.1:9' },
  plan: planOf(),
  'decisions.[]': { on: '2026-01-09', answer: 'cancel' },
  'plan.decisions.[]': { on: '2026-01-09', answer: 'cancel' },
});

/** The body with that text in place of the field at `path`, such as `signatories.[].signedBy`. */
export function withField(world: World, body: unknown, path: string, text: string): unknown {
  const given = beside(world);
  const within = (inner: unknown, [name, ...rest]: string[], done: string[]): unknown => {
    if (name === undefined) return text;
    const at = [...done, name];
    if (name === '[]') return [within((inner as unknown[] | undefined)?.[0], rest, at)];
    const before = inner ?? given[done.join('.')] ?? {};
    return { ...before, [name]: within((before as Record<string, unknown>)[name], rest, at) };
  };
  return within(body, path.split('.'), []);
}
