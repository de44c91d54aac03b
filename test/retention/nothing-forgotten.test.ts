// S12: of every table there is it is said what becomes of its rows, and of every end that a row may have.
import { expect, it } from '@jest/globals';
import { useServer } from '../support/stage.js';
import { tablesOf } from './stored-rows.js';
import { endsOfWhatStays, goOtherwise, goWithTime, stay } from './tables.js';

const { database } = useServer();

/** Names of columns that say until when. */
const SAYS_UNTIL =
  '(^|_)(expires?|ends?|until|due|valid|lasts?|retain|keep|delete|destroy|purge)(_|$)';

it('S12 every table stands in the list, once', async () => {
  const named = [goWithTime, goOtherwise, stay].flatMap((tables) => Object.keys(tables));
  expect(named.sort()).toEqual(await tablesOf(database));
});

it('S12 every column that says when something ends is of what goes, or it is said why that stays', async () => {
  const found = await database.query<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
       JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name ~ $1`,
    [SAYS_UNTIL],
  );
  const ofWhatStays = found
    .filter(({ table, column }) => !goWithTime[table]?.includes(column))
    .map(({ table, column }) => `${table}.${column}`);
  expect(ofWhatStays.sort()).toEqual(Object.keys(endsOfWhatStays).sort());
  // Each of those that go by a column is found by it, so the names are looked for as they are given.
  expect(found.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['session', 'attempt_count', 'guest_pass']),
  );
});
