// The one way every message is answered: bounded, parsed, carried out, and always acknowledged with
// either a value or a problem. Nest's own gateways never call the ack when a handler throws.
import { Logger } from '@nestjs/common';
import type { z } from 'zod';
import type { Answer } from '../contract/live.js';
import { assertBoundedJson } from '../platform/bounded-json.js';
import { InvalidInput } from '../platform/invalid-input.js';
import { describeError } from '../platform/logging.js';
import { problem, problemOf } from '../platform/problem-of.js';
import type { LiveSocket } from './live.server.js';

const logger = new Logger('Live');

/** Carries out what a socket asks for. */
export type Handle<Message, Value> = (socket: LiveSocket, message: Message) => Promise<Value>;

/**
 * A handler for socket.io, which calls it as the socket's own: takes whatever was sent, with or without
 * an ack behind it.
 */
export function answering<Schema extends z.ZodType, Value>(
  schema: Schema,
  handle: Handle<z.output<Schema>, Value>,
): (this: LiveSocket, ...sent: unknown[]) => Promise<void> {
  return async function (...sent) {
    this.data.unanswered += 1;
    acknowledge(sent, await answerTo(schema, (message) => handle(this, message), sent[0]));
    this.data.unanswered -= 1;
  };
}

/** Answers a message that means nothing here, as any unknown address is answered. */
export function answerUnknown(...sent: unknown[]): void {
  acknowledge(sent, { ok: false, problem: problem('not-found') });
}

/** The ack, if one was asked for, is what was sent last. */
function acknowledge(sent: unknown[], answer: Answer<unknown>): void {
  const ack = sent.at(-1);
  if (typeof ack === 'function') (ack as (answer: Answer<unknown>) => void)(answer);
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
    const refusal = problemOf(error);
    if (refusal.code === 'internal') logger.error(describeError(error));
    return { ok: false, problem: refusal };
  }
}
