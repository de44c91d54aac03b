import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { BoardStore } from '../../src/meetings/board-store.js';
import { readMeeting } from '../../src/meetings/read-meeting.js';
import { inSnapshot } from '../../src/platform/database/transaction.js';
import { noteAdd } from '../support/commands.js';
import { useClients, useServer, useWorld } from '../support/stage.js';

const { server } = useServer();
const world = useWorld(server);
const client = useClients(world, server);

it('keeps what was committed last, whoever still reads how it was before', async () => {
  const boards = server.app.get(BoardStore);
  const police = await client('polisen');
  const add = (text: string) => police.persist(noteAdd(world, world.agency.polisen, { text }));
  await add('first');
  const kept = () => boards.remembered(world)!;
  const { epoch } = kept();

  const read = await inSnapshot(server.app.get(DataSource), async (manager) => {
    const row = await readMeeting(manager, world);
    await add('second');
    return boards.read(manager, row, epoch);
  });

  expect([read.board.notes.size, read.cursors.table]).toEqual([1, 1]);
  expect([kept().board.notes.size, kept().cursors.table]).toEqual([2, 2]);
});
