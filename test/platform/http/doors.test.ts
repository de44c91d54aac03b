import { describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from '../../../src/contract/problems.js';
import { boundedText } from '../../../src/contract/text.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { useServer } from '../../support/stage.js';

const Note = z.strictObject({ text: boundedText(1, 100), level: z.int().min(1).max(4) });

@Controller('api/probe')
class ProbeController {
  @Post()
  echo(@Body({ schema: Note }) note: z.infer<typeof Note>): unknown {
    return note;
  }

  @Post('anything')
  anything(@Body() body: unknown): unknown {
    return { received: body };
  }

  @Get('places/:id')
  place(@Param('id', { schema: z.uuid() }) id: string): unknown {
    return { id };
  }

  @Get('broken')
  broken(): never {
    throw new Error('the secret of 197001011234');
  }

  @Get('refused')
  refused(): never {
    throw new DomainError('stale', 'It was changed meanwhile.');
  }
}

describe('the doors of the HTTP interface', () => {
  const { server } = useServer({ controllers: [ProbeController] });

  const post = (body: string, headers: Record<string, string> = {}, path = '/api/probe') =>
    fetch(server.origin + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  /** Every refusal has one form, whatever refused it. */
  async function problemIn(response: Response): Promise<Problem> {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = Problem.parse(await response.json());
    expect(problem.status).toBe(response.status);
    expect(problem.type).toBe(`urn:utsattning:problem:${problem.code}`);
    return problem;
  }
  const codeIn = async (response: Response) => (await problemIn(response)).code;

  describe('bodies', () => {
    it('lets in what fits the contract, in Unicode NFC', async () => {
      const response = await post(JSON.stringify({ text: ' A\u030Asikt ', level: 2 }));
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({ text: 'Åsikt', level: 2 });
    });

    it('K1 lists everything that is wrong, each with its place', async () => {
      const response = await post(JSON.stringify({ text: 'a\u0000b', level: 9, extra: 1 }));
      const problem = await problemIn(response);
      expect(problem.code).toBe('invalid-input');
      expect(problem.issues?.map((issue) => issue.path).sort()).toEqual(['', 'level', 'text']);
    });

    it.each([
      ['nothing', ''],
      ['a list', '[]'],
      ['a prototype', '{"__proto__":{"level":1},"text":"a"}'],
      ['a lone surrogate', '{"text":"\\ud800","level":1}'],
      ['a change of writing direction', '{"text":"a\\u202eb","level":1}'],
    ])('refuses %s', async (_name, body) => {
      expect(await codeIn(await post(body))).toBe('invalid-input');
    });

    it('refuses what is not JSON, without repeating it', async () => {
      const response = await post('{"text": "hemligt');
      const problem = await problemIn(response);
      expect(problem.code).toBe('malformed-json');
      expect(JSON.stringify(problem)).not.toContain('hemligt');
    });

    it('L1 refuses 10 MB', async () => {
      const response = await post(JSON.stringify({ text: 'x'.repeat(10_000_000), level: 1 }));
      expect(await codeIn(response)).toBe('payload-too-large');
    });

    it('L2 refuses 12 kB of brackets before anything walks through them', async () => {
      const nested = '['.repeat(6_000) + ']'.repeat(6_000);
      expect(await codeIn(await post(nested, {}, '/api/probe/anything'))).toBe('too-deep');
    });

    it('L2 refuses an object of very many fields', async () => {
      const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [i, i])));
      expect(await codeIn(await post(wide, {}, '/api/probe/anything'))).toBe('too-deep');
    });

    it.each([
      ['a form', 'application/x-www-form-urlencoded'],
      ['plain text, which any site may send', 'text/plain'],
      ['another character set', 'application/json; charset=iso-8859-1'],
    ])('refuses %s', async (_name, type) => {
      const response = await post('{"text":"a","level":1}', { 'content-type': type });
      expect(await codeIn(response)).toBe('unsupported-media-type');
    });

    it('needs no kind where there is no body', async () => {
      const response = await fetch(`${server.origin}/api/probe/anything`, { method: 'POST' });
      expect(response.status).toBe(201);
    });

    it('refuses compressed bodies', async () => {
      const response = await post('{"text":"a","level":1}', { 'content-encoding': 'gzip' });
      expect(await codeIn(response)).toBe('unsupported-media-type');
    });
  });

  describe('answers', () => {
    it('are for the one who asked, and asked for anew each time', async () => {
      const answered = await post('{"text":"Lugnt","level":1}');
      expect(answered.headers.get('cache-control')).toBe('private, no-cache');
      const refused = await fetch(`${server.origin}/api/probe/refused`);
      expect(refused.headers.get('cache-control')).toBe('no-store');
    });

    it('knows no other route', async () => {
      expect(await codeIn(await fetch(`${server.origin}/api/nothing-here`))).toBe('not-found');
      expect(await codeIn(await post('{}', {}, '/api/nothing-here'))).toBe('not-found');
    });

    it('checks what stands in the path', async () => {
      const at = (path: string) => fetch(`${server.origin}/api/probe/places/${path}`);
      expect(await codeIn(await at('17'))).toBe('invalid-input');
      expect(await codeIn(await at('%FF'))).toBe('invalid-input');
    });

    it("answers a rule's no with its code", async () => {
      const problem = await problemIn(await fetch(`${server.origin}/api/probe/refused`));
      expect(problem).toMatchObject({ code: 'stale', detail: 'It was changed meanwhile.' });
    });

    it('H3 says nothing of a fault of ours but that it is one', async () => {
      const response = await fetch(`${server.origin}/api/probe/broken`);
      const problem = await problemIn(response);
      expect(problem).toEqual({
        type: 'urn:utsattning:problem:internal',
        title: 'Internal',
        status: 500,
        code: 'internal',
      });
    });
  });

  describe('other sites', () => {
    const body = '{"text":"a","level":1}';

    it.each([
      ['a foreign origin', { origin: 'https://evil.example' }],
      ['no origin to tell', { origin: 'null' }],
      ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
      ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
      ['a request of a sibling site', { 'sec-fetch-site': 'same-site' }],
    ])('refuses %s', async (_name, headers: Record<string, string>) => {
      expect(await codeIn(await post(body, headers))).toBe('forbidden-origin');
    });

    it('lets our own page in, and programs', async () => {
      const own = { origin: server.origin, 'sec-fetch-site': 'same-origin' };
      expect((await post(body, own)).status).toBe(201);
      expect((await post(body)).status).toBe(201);
    });

    it('sends the browser away from inline scripts and frames', async () => {
      const { headers } = await fetch(`${server.origin}/healthz`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src|unsafe-eval/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.has('x-powered-by')).toBe(false);
    });
  });

  describe('the description of the interface', () => {
    it('is made from the contract', async () => {
      const document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as {
        paths: Record<string, { post: { requestBody: unknown; responses: object } }>;
        components: { schemas: Record<string, unknown> };
      };
      expect(Object.keys(document.components.schemas)).toContain('Problem');
      for (const [, name = ''] of JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)) {
        expect(name).toMatch(/^#\/components\/schemas\//);
        expect(Object.keys(document.components.schemas)).toContain(name.split('/').at(-1));
      }
      const operation = document.paths['/api/probe']?.post;
      expect(JSON.stringify(operation?.requestBody)).toContain('"level"');
      expect(operation?.responses).toHaveProperty('default');
    });
  });
});
