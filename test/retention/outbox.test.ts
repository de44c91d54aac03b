// S12: the demonstration keeps the newest of its letters, which everybody there may read, and no others.
import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Outbox } from '../../src/contract/outbox.js';
import type { Letter } from '../../src/mail/letter.js';
import { MailService } from '../../src/mail/mail.service.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { useServer } from '../support/stage.js';
import { newToken } from '../support/token.js';
import { storedRows, tablesWith } from './stored-rows.js';

const KEPT = 50;

const { database, server } = useServer();

const letterTo = (receiver: string): Letter => ({
  to: `${receiver}@exempel.example`,
  wordings: [
    {
      language: 'sv',
      subject: 'Ett brev',
      paragraphs: ['Hej!'],
      link: { label: 'Öppna', url: 'https://utsattning.example.se/' },
      remarks: [],
    },
  ],
});

const outbox = async () =>
  ((await (await fetch(`${server.origin}/api/v1/demo/outbox`)).json()) as Outbox).letters;

async function send(...receivers: string[]): Promise<void> {
  const mail = server.app.get(MailService);
  await inTransaction(server.app.get(DataSource), async (manager) => {
    for (const receiver of receivers) await mail.send(manager, 'test', receiver, { tries: 1 });
  });
  const waiting = () => database.query('SELECT FROM graphile_worker.jobs');
  for (const until = Date.now() + 60_000; (await waiting()).length > 0;)
    if (Date.now() > until) throw new Error('A letter has not left.');
}

it('S12 the oldest letter goes when there is one too many, and the others stay', async () => {
  server.app.get(MailService).writtenBy('test', {
    write: (receiver) => Promise.resolve(letterTo(receiver)),
  });
  const [oldest, ...others] = Array.from({ length: KEPT }, newToken);
  await send(oldest!);
  await send(...others);
  expect(tablesWith(oldest!, await storedRows(database, new Date()))).toEqual(['outbox_letter']);

  const last = newToken();
  await send(last);
  expect(tablesWith(oldest!, await storedRows(database, new Date()))).toEqual([]);
  const receivers = (await outbox()).map(({ receiver }) => receiver).sort();
  expect(receivers).toEqual([...others, last].map((one) => `${one}@exempel.example`).sort());
});
