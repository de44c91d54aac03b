/** The description of the HTTP interface, made from the same schemas that check its requests. */
import { STATUS_CODES } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { Problem } from '../../contract/problems.js';

type SchemaObjects = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type PathItem = OpenAPIObject['paths'][string];
type SchemaObject = SchemaObjects[string];

const DOCS = '/api/docs';

/** The OpenAPI document of the running application. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Utsättning')
    .setDescription('Meetings, their shared situation picture and what was agreed on.')
    .setVersion('1')
    .addCookieAuth('utsattning', {
      type: 'apiKey',
      in: 'cookie',
      description: 'Set by signing in; over https its name is __Host-utsattning.',
    })
    .addGlobalResponse({
      status: 'default',
      description: 'Refused, with the reason.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    })
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    standardSchemaConverter: (schema) =>
      schema instanceof z.ZodType ? convert(schema) : undefined,
    // A route's method is called by a name that no other has.
    operationIdFactory: (_controller, method) => method,
  });
  for (const path of Object.values(document.paths)) nameAnswers(path);
  const schemas = { ...document.components?.schemas, ...convert(Problem).components };
  return { ...document, components: { ...document.components, schemas } };
}

/** An answer without a sentence of its own is called what HTTP calls it. */
function nameAnswers({ get, put, post, delete: remove }: PathItem): void {
  for (const operation of [get, put, post, remove]) {
    for (const [status, answer] of Object.entries(operation?.responses ?? {})) {
      if (answer && 'description' in answer) answer.description ||= STATUS_CODES[status] ?? '';
    }
  }
}

/**
 * Every schema is described as it is taken in, also where it is given out: the contract's transforms
 * only tidy a value, and a name that means one shape is worth more than two shapes for it.
 */
function convert(contract: z.ZodType): { schema: SchemaObject; components: SchemaObjects } {
  const { definitions, ...schema } = z.toJSONSchema(contract, {
    target: 'openapi-3.0',
    io: 'input',
  });
  return { schema: schema as SchemaObject, components: definitions as SchemaObjects };
}

/** Serves the document and a page to read it with; both are made when first asked for. */
export function serveApiDocs(app: NestExpressApplication): void {
  app.use(DOCS, (_request: Request, response: Response, next: NextFunction) => {
    // The reading page brings styles and pictures inside itself; its scripts are files, as ours are.
    const policy = String(response.getHeader('Content-Security-Policy'));
    const wider = "style-src 'self' 'unsafe-inline';img-src 'self' data:";
    response.set('Content-Security-Policy', `${policy};${wider}`);
    next();
  });
  SwaggerModule.setup(DOCS, app, () => describeApi(app), {
    customSiteTitle: 'Utsättning – API',
    jsonDocumentUrl: '/api/openapi.json',
    raw: ['json'],
  });
}
