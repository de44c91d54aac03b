import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Command } from '../../../src/contract/commands.js';
import { SeriesPlan } from '../../../src/contract/series.js';
import { freeTextsOf } from '../../../src/domain/person-guard/free-texts.js';

interface JsonSchema {
  type?: string;
  $ref?: string;
  properties?: Record<string, JsonSchema>;
  [part: string]: unknown;
}

/** The names of all fields that take any text: no identifier, date, rule or word of a list. */
function writtenFields(schema: z.ZodType): string[] {
  const names = new Set<string>();
  const { $defs: definitions = {}, ...root } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  const visit = (node: unknown, name: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties, $ref, ...rest } = node as JsonSchema;
    if ($ref) visit(definitions[$ref.replace('#/$defs/', '')], name);
    const isChosen = 'const' in rest || 'enum' in rest || 'format' in rest || 'pattern' in rest;
    if (rest.type === 'string' && !isChosen) names.add(name);
    for (const [key, part] of Object.entries(properties ?? {})) visit(part, key);
    for (const part of Object.values(rest)) visit(part, name);
  };
  visit(root, '');
  return [...names].sort();
}

describe('the fields that the guard reads', () => {
  it('are all those that people write in', () => {
    const read = (name: string) => freeTextsOf({ [name]: 'x' }).length === 1;
    expect(writtenFields(Command)).toEqual(['reason', 'text', 'title', 'what']);
    // A rule and a zone are parsed, not kept as they were written.
    const parsed = ['rule', 'timeZone'];
    const written = [...writtenFields(Command), ...writtenFields(SeriesPlan)];
    expect(written.filter((name) => !read(name) && !parsed.includes(name))).toEqual([]);
  });

  it('are named by their path', () => {
    const plan = {
      title: 'a',
      definition: { rule: 'b' },
      agendaTemplate: [{ title: 'c', minutes: 5 }],
    };
    expect(freeTextsOf(plan, ['plan'])).toEqual([
      { path: 'plan.title', text: 'a' },
      { path: 'plan.agendaTemplate.0.title', text: 'c' },
    ]);
  });
});
