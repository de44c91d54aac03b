// The version after this one, as far as the database goes: the build, with one more migration.
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const ADDED = 'Expanding1999999999999';

/** What a version may do to the tables that the one before it still uses: add, so that nobody must know. */
const up = `
  ALTER TABLE situation_note ADD COLUMN followed_by text;
  ALTER TABLE meeting ADD COLUMN room_number integer NOT NULL DEFAULT 1;
  ALTER TABLE meeting_event ADD COLUMN origin text;
  ALTER TABLE session ADD COLUMN seen_from text;
  CREATE TABLE follower (id uuid PRIMARY KEY);
`;

export interface NextVersion {
  /** The program to run in place of the built server. */
  readonly main: string;
  /** The name of the migration that only it knows. */
  readonly migration: string;
}

export function buildNextVersion(): NextVersion {
  const folder = temporaryFolder('next-version');
  for (const part of ['src', 'migrations', 'web'])
    cpSync(path.join(project, 'dist', part), path.join(folder, 'dist', part), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const list = path.join(folder, 'dist/migrations/index.js');
  const migration = `class ${ADDED} {
    up = (runner) => runner.query(\`${up}\`);
    down = () => Promise.reject(new Error('Nobody goes back.'));
  }
  migrations.push(${ADDED});`;
  writeFileSync(list, `${readFileSync(list, 'utf8')}\n${migration}\n`);
  return { main: path.join(folder, 'dist/src/main.js'), migration: ADDED };
}
