// Lets Node load the project's TypeScript; swc keeps the decorator metadata that Nest's injection reads.
// Runs in a thread of its own, as Node wants of whatever takes part in loading.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const jestGlobals = new URL('./jest-globals.js', import.meta.url).href;

/** Where to tell of the source maps. */
let port;

export function initialize(data) {
  port = data.port;
}

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
  if (/^\.\.?\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/js$/, 'ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const { code, map } = await transformFile(fileURLToPath(url), {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: true,
  });
  const inlined = Buffer.from(map).toString('base64');
  port.postMessage({ url, map: `data:application/json;base64,${inlined}` });
  return { format: 'module', source: code, shortCircuit: true };
}
