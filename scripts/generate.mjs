// `npm run generate`: writes the documents that are made from the code. With `--check` it writes
// nothing and fails when one of them is stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { format } from 'prettier';
import { z } from 'zod';
import { ensureBuilt, root } from './project.mjs';

ensureBuilt('server');
const { AppModule } = await import('../dist/src/app.module.js');
const { Config, readConfig } = await import('../dist/src/platform/config.js');
const { describeApi } = await import('../dist/src/platform/http/openapi.js');

const documents = {
  'docs/openapi.json': await describeHttp(),
  'docs/configuration.md': await describeConfiguration(),
};

const checking = process.argv.includes('--check');
for (const [name, text] of Object.entries(documents)) {
  const file = path.join(root, name);
  if (checking && read(file) !== text) {
    console.error(`${name} is stale: run npm run generate, and commit what it writes.`);
    process.exitCode = 1;
  }
  if (!checking) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The routes as the application knows them; in preview nothing of it is started or connected. */
async function describeHttp() {
  // With a database of its own there would be the demonstration's routes as well.
  const url = 'postgres://localhost/unused';
  const app = await NestFactory.create(AppModule.with(readConfig({ DATABASE_URL: url }), url), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const document = describeApi(app);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  if (!valid) throw new Error(`This is no OpenAPI document: ${JSON.stringify(errors)}`);
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function describeConfiguration() {
  const { properties } = z.toJSONSchema(Config, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties).map(
    ([name, { description, default: value, enum: choices }]) => {
      const meaning = choices
        ? `${description} One of ${choices.map(code).join(', ')}.`
        : description;
      return `| ${code(name)} | ${value === undefined ? '–' : code(value)} | ${meaning} |`;
    },
  );
  const text = [
    '# Configuration',
    '',
    'Made from `src/platform/config.ts` by `npm run generate`. Every setting is an environment',
    'variable. At start all mistakes are listed together, each with its variable, and the program',
    'ends with 1.',
    '',
    '| Variable | Without it | Meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  return format(text, { parser: 'markdown', printWidth: 100 });
}

function code(value) {
  return `\`${value}\``;
}

/** A missing document is as stale as one can be; a checkout may have turned its line ends. */
function read(file) {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
