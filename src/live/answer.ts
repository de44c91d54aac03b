// The one way every message is answered: bounded, parsed, carried out, and always acknowledged with
// either a value or a problem. Nest's own gateways never call the ack when a handler throws.
import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import type { Answer } from '../contract/live.js';
import { assertBoundedJson } from '../platform/bounded-json.js';
import { InvalidInput } from '../platform/invalid-input.js';
import { describeError } from '../platform/logging.js';
import { problemOf } from '../platform/problem-of.js';

const logger = new Logger('Live');

/** A handler for socket.io: takes whatever was sent, with or without an ack behind it. */
export function answering<Schema extends z.ZodType, Value>(
  schema: Schema,
  handle: (message: z.output<Schema>) => Promise<Value>,
): (...sent: unknown[]) => Promise<void> {
  return async (...sent) => {
    const ack = sent.at(-1);
    const answer = await answerTo(schema, handle, sent[0]);
    if (isAck(ack)) ack(answer);
  };
}

function isAck(sent: unknown): sent is (answer: Answer<unknown>) => void {
  return typeof sent === 'function';
}

async function answerTo<Schema extends z.ZodType, Value>(
  schema: Schema,
  handle: (message: z.output<Schema>) => Promise<Value>,
  message: unknown,
): Promise<Answer<Value>> {
  try {
    assertBoundedJson(message);
    const parsed = schema.safeParse(message);
    if (!parsed.success) throw new InvalidInput(parsed.error.issues);
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'internal') logger.error(describeError(error));
    return { ok: false, problem };
  }
}
