import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from '../../../src/app.module.js';
import { readConfig } from '../../../src/platform/config.js';
import { describeApi } from '../../../src/platform/http/openapi.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const JSON_MEDIA = 'application/json';
/** What is answered as a file for calendars. */
const CALENDARS = new Set(['readCalendarFeed', 'readMeetingFile']);
const WITHOUT_CONTENT = new Set(['204', '303', '304']);
const OPEN_TO_ALL = new Set([
  'listSignInDoors',
  'signInWithLink',
  'askForPasskey',
  'signInWithPasskey',
  'askForSignInLetter',
  'listOutbox',
  'previewInvitation',
  'joinByInvitation',
  'signOut',
  'listDemoRoles',
  'signInToDemo',
  'previewSeries',
  'readCalendarFeed',
  'previewContext',
  'startProviderSignIn',
  'finishProviderSignIn',
]);

describe('the description of the interface', () => {
  let app: INestApplication;
  let document: OpenAPIObject;
  let operations: [string, Operation][];

  beforeAll(async () => {
    // In preview nothing is connected, so the address leads nowhere.
    app = await NestFactory.create(AppModule.with(readConfig({}), 'postgres://localhost/unused'), {
      preview: true,
      logger: false,
    });
    document = describeApi(app);
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method): [string, Operation][] => {
        const operation = item[method];
        return operation ? [[`${method} ${path}`, operation]] : [];
      }),
    );
  });

  afterAll(() => app.close());

  /** The routes of which something does not hold. */
  const except = (holds: (operation: Operation, route: string) => boolean) =>
    operations.filter(([route, operation]) => !holds(operation, route)).map(([route]) => route);

  it('has a tag and a summary for every route', () => {
    expect(operations.length).toBeGreaterThan(5);
    expect(except(({ tags }) => tags?.length === 1)).toEqual([]);
    expect(except(({ summary = '' }) => /^[A-Z].*\.$/.test(summary))).toEqual([]);
  });

  it('calls every route by a name of its own that a program can use', () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(
      except(({ operationId = '' }) => /^[a-z]+([A-Z][a-z]*)+$|^[a-z]+$/.test(operationId)),
    ).toEqual([]);
  });

  it('gives every part of a path a schema', () => {
    expect(
      except(({ parameters = [] }, route) => {
        const described = parameters.flatMap((one) =>
          'in' in one && one.in === 'path' && one.schema ? [one.name] : [],
        );
        const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        return inPath.every((name) => described.includes(name!));
      }),
    ).toEqual([]);
  });

  it('gives what is sent and what is answered a schema, and problems theirs', () => {
    const hasSchema = (content: Record<string, { schema?: unknown }> | undefined, media: string) =>
      content?.[media]?.schema !== undefined;
    expect(
      except(({ requestBody }, route) => {
        if (!/^(post|put|patch) /.test(route)) return requestBody === undefined;
        return requestBody !== undefined && 'content' in requestBody
          ? hasSchema(requestBody.content, JSON_MEDIA)
          : false;
      }),
    ).toEqual([]);
    expect(
      except(({ responses, operationId = '' }) =>
        Object.entries(responses).every(([status, answer]) => {
          if (!answer || !('description' in answer) || answer.description === '') return false;
          if (WITHOUT_CONTENT.has(status)) return answer.content === undefined;
          const own = CALENDARS.has(operationId) ? 'text/calendar' : JSON_MEDIA;
          const media = status === 'default' ? 'application/problem+json' : own;
          return hasSchema(answer.content, media);
        }),
      ),
    ).toEqual([]);
    expect(except(({ responses }) => 'default' in responses)).toEqual([]);
  });

  it('asks for the session’s cookie wherever one must be signed in', () => {
    expect(document.components?.securitySchemes).toMatchObject({ cookie: { in: 'cookie' } });
    expect(
      except(({ operationId = '', security = [] }) => {
        return OPEN_TO_ALL.has(operationId)
          ? security.length === 0
          : 'cookie' in (security[0] ?? {});
      }),
    ).toEqual([]);
  });
});
