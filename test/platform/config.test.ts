import { describe, expect, it } from '@jest/globals';
import { ConfigError, isDemonstration, readConfig } from '../../src/platform/config.js';

function mistakesIn(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('runs with nothing set, on this machine alone', () => {
    expect(readConfig({})).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, DATA_DIR: '.data' });
  });

  it('counts an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('names every mistake at once, each by its variable', () => {
    const mistakes = mistakesIn({
      PORT: 'hundred',
      DATABASE_URL: 'mysql://localhost/x',
      DATABASE_POOL_SIZE: '0',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'http://example.se/path',
    });
    const variables = new Set(mistakes.map((mistake) => mistake.split(':')[0]));
    expect(variables).toEqual(
      new Set(['PORT', 'DATABASE_URL', 'DATABASE_POOL_SIZE', 'LOG_LEVEL', 'PUBLIC_URL']),
    );
  });

  it('never quotes a value, which may be a password', () => {
    expect(mistakesIn({ DATABASE_URL: 'hemligt' }).join()).not.toContain('hemligt');
  });

  it('demands the public address when other machines may come in', () => {
    expect(mistakesIn({ HOST: '0.0.0.0', PORT: 'x' }).join()).toMatch(/PORT.*PUBLIC_URL/);
    expect(mistakesIn({ HOST: '0.0.0.0', PUBLIC_URL: 'https://utsattning.example.se' })).toEqual(
      [],
    );
  });

  it('takes the origin of the public address, encrypted unless on this machine', () => {
    const DATABASE_URL = 'postgres://db.example/utsattning';
    const read = readConfig({ DATABASE_URL, PUBLIC_URL: 'https://a.example/' });
    expect(read.PUBLIC_URL).toBe('https://a.example');
    expect(mistakesIn({ DATABASE_URL, PUBLIC_URL: 'http://a.example' })).toHaveLength(1);
    expect(mistakesIn({ PUBLIC_URL: 'http://localhost:3000' })).toEqual([]);
  });

  it('receives answers by mail at an address of its own, with a secret', () => {
    const address = { REPLY_ADDRESS: 'svar@svar.example.se' };
    const key = { REPLY_KEY: 'k'.repeat(32) };
    expect(mistakesIn({ ...address, ...key, LMTP_PORT: '2424' })).toEqual([]);
    expect(mistakesIn({ ...address }).join()).toContain('REPLY_KEY');
    expect(mistakesIn({ LMTP_PORT: '2424' }).join()).toContain('REPLY_ADDRESS');
    expect(mistakesIn({ REPLY_ADDRESS: 'svar+x@svar.example.se', ...key })).toHaveLength(1);
    expect(mistakesIn({ ...address, REPLY_KEY: 'kort' }).join()).not.toContain('kort');
  });

  it('shows the demonstration to this machine alone, also behind a proxy', () => {
    const mistakes = mistakesIn({ PUBLIC_URL: 'https://a.example' });
    expect(mistakes).toEqual([expect.stringContaining('DATABASE_URL')]);
  });

  it('takes identity providers as a list, and names each mistake in it by its place', () => {
    const provider = {
      id: 'kommunen',
      label: 'kommunens konto',
      issuer: 'https://login.example.se',
      clientId: 'utsattning',
      clientSecret: 'hemligt',
      agencyClaim: 'org',
    };
    const read = (list: unknown[]) =>
      readConfig({ OIDC_PROVIDERS: JSON.stringify(list) }).OIDC_PROVIDERS;
    expect(readConfig({}).OIDC_PROVIDERS).toEqual([]);
    expect(read([provider])).toEqual([
      { ...provider, scope: 'openid email', addressesAreVerified: false },
    ]);
    expect(read([{ ...provider, issuer: 'http://127.0.0.1:4000' }])).toHaveLength(1);

    const wrong = [
      { ...provider, issuer: 'http://login.example.se', secret: 'hemligt' },
      { ...provider, id: 'Kommunen!', scope: 'email', clientId: '' },
    ];
    const mistakes = mistakesIn({ PORT: 'x', OIDC_PROVIDERS: JSON.stringify(wrong) });
    expect(mistakes.map((mistake) => mistake.split(':')[0]).sort()).toEqual([
      'OIDC_PROVIDERS.0',
      'OIDC_PROVIDERS.0.issuer',
      'OIDC_PROVIDERS.1.clientId',
      'OIDC_PROVIDERS.1.id',
      'OIDC_PROVIDERS.1.scope',
      'PORT',
    ]);
    expect(mistakes.join()).not.toContain('hemligt');
    const twice = mistakesIn({ OIDC_PROVIDERS: JSON.stringify([provider, provider]) });
    expect(twice.map((mistake) => mistake.split(':')[0])).toEqual([
      'OIDC_PROVIDERS.1.id',
      'OIDC_PROVIDERS.1.issuer',
    ]);
    expect(mistakesIn({ OIDC_PROVIDERS: '[{hemligt' })).toEqual([
      'OIDC_PROVIDERS: är inte giltig JSON',
    ]);
  });

  it('is a demonstration only on its own database and for this machine', () => {
    const demonstration = (environment: Record<string, string>) =>
      isDemonstration(readConfig(environment));
    expect(demonstration({})).toBe(true);
    expect(demonstration({ DATABASE_URL: 'postgres://localhost/x' })).toBe(false);
    expect(demonstration({ HOST: '0.0.0.0', PUBLIC_URL: 'https://a.example' })).toBe(false);
  });
});
