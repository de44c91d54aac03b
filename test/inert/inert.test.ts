// S8: what people write is text and nothing else, in whatever goes out. Hostile texts are written into
// every field there is; then everything that goes out is read as those read it who get it. Each way of
// looking is shown a text that is not inert, once, and has to see it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { adminParts, pathTo, type Route } from '../../web/src/router/routes.js';
import { Doors } from '../access/principals.js';
import { productEnvironment, startProduct } from '../access/running-product.js';
import { doorsToRead } from '../secrecy/doors-to-read.js';
import { lettersAbout, lettersOf } from '../secrecy/letters.js';
import type { TestApp } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { MailServer, secretIn } from '../support/mail-server.js';
import { tried } from '../support/proof.js';
import { startServer, type ServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { EveryField } from './every-field.js';
import {
  calendarsIn,
  faultsOfCalendar,
  faultsOfLetter,
  faultsOfLog,
  faultsOfTable,
  textsOfCalendar,
  textsOfTable,
} from './find-faults.js';
import { FORMULAS, HostileTexts, ROUNDS } from './hostile-texts.js';
import { faultsOfAnswer, Reader, textsIn, type Answer } from './outgoing.js';
import { asOneLine, Trap } from './trap.js';

const PLANTED = `${new HostileTexts(0).line(120)} planted`;
/** An invitation, one for a guest, one to sign in, and to two people one for their report and one for their calendar. */
const LETTERS = 7;

let database: TestDatabase;
let maker: TestApp;
let server: ServerProcess;
let mail: MailServer;
let browser: Browser;
let doors: Doors;
let everyField: EveryField;
let cookie: string;
let administrator: string;
let reader: Reader;
let answers: Answer[];

beforeAll(async () => {
  [database, mail, browser] = await Promise.all([
    createTestDatabase(),
    MailServer.start(),
    launchBrowser(),
  ]);
  // Makes the world; it knows no mail server, so every letter is one of the server's.
  maker = await startProduct(database.url);
  server = await startServer({
    ...productEnvironment(database.url),
    ...mail.environment,
    LOG_LEVEL: 'verbose',
    LOG_FORMAT: 'json',
  });
  const at = { ...maker, origin: server.origin };
  doors = await Doors.of(at);
  await doors.bring(doors.world.meetingId, 'open');
  everyField = await EveryField.of(at, doors);
  for (let round = 0; round < ROUNDS; round += 1) await everyField.fill(round);
  cookie = await doors.cookieOf('coordinator');
  administrator = await doors.cookieOf('administrator');
  reader = new Reader(server.origin, doors, cookie);
  answers = (
    await Promise.all(
      [reader, new Reader(server.origin, doors, administrator)].map((one) =>
        one.readAll(doorsToRead(at), everyField.alsoRead),
      ),
    )
  ).flat();
});
afterAll(async () => {
  const { fields, refused } = everyField.writer;
  console.info(`S8: ${fields} texts written, ${refused} refused, ${answers.length} answers read`);
  tried('S8', fields + refused);
  await browser.close();
  await server.kill();
  await maker.close();
  await mail.shut();
  await database.drop();
});

const written = () => [...everyField.writer.texts.values()];
/** The texts that are long enough to be looked for. */
const isWritten = (text: string) => written().some((one) => one.length > 2 && text.includes(one));
const exported = (kind: string): string => {
  const { body } = answers.find(({ path }) => path.endsWith(`exports/${kind}`))!;
  return (JSON.parse(body) as { csv: string }).csv;
};

/** Where each page is; those that show nothing that people wrote have none. */
function pathsOfPages(): Record<Exclude<Route['page'], 'not-found'>, string[]> {
  const { partnershipId, meetingId } = doors.world;
  const { seriesId } = everyField;
  const own = { partnershipId };
  const invited = mail.letters.find(({ subject }) => subject?.startsWith('Inbjudan'));
  const at = (...routes: Exclude<Route, { page: 'not-found' }>[]) => routes.map(pathTo);
  return {
    home: at({ page: 'home' }),
    'sign-in': [],
    devices: at({ page: 'devices' }),
    // Of the demonstration.
    outbox: [],
    invitation: [`${pathTo({ page: 'invitation' })}#${secretIn(invited!)}`],
    found: [],
    start: at({ page: 'start', ...own }),
    meetings: at({ page: 'meetings', ...own }),
    board: at(
      { page: 'board', ...own, meetingId },
      { page: 'board', ...own, meetingId: everyField.meetingId, part: 'report' },
    ),
    wall: at({ page: 'wall', ...own, meetingId }),
    'series-list': at({ page: 'series-list', ...own }),
    'series-new': at({ page: 'series-new', ...own }),
    'series-edit': at({ page: 'series-edit', ...own, seriesId }),
    'series-dates': at({ page: 'series-dates', ...own, seriesId }),
    'follow-up': at({ page: 'follow-up', ...own }),
    invitations: at({ page: 'invitations', ...own }),
    calendars: at({ page: 'calendars', ...own }),
    'local-days': at({ page: 'local-days', ...own }),
    admin: at(...adminParts.map((part) => ({ page: 'admin' as const, ...own, part }))),
    audit: at({ page: 'audit', ...own }),
  };
}

describe('S8 what people write', () => {
  it('is taken in every field that there is, but for what no text may hold', () => {
    expect(everyField.writer.wrong).toEqual([]);
    expect(everyField.inCommands.sort()).toEqual(everyField.describedInCommands.sort());
  });

  it('is read as it was written, and never as a page or a header', async () => {
    const hostile = encodeURIComponent(`<script>run()</script>"'`);
    const strays = await Promise.all(
      [
        `/${hostile}`,
        `/api/v1/${hostile}`,
        `/api/v1/partnerships/${hostile}/meetings?x=${hostile}`,
      ].map((path) => reader.read(path)),
    );
    expect([...answers, ...strays].flatMap(faultsOfAnswer)).toEqual([]);
    const texts = textsIn(answers);
    const lost = [...everyField.writer.texts].filter(([, text]) => !texts.has(text));
    expect(lost).toEqual([]);
    const headers = new Headers({ 'content-type': 'text/html', 'x-name': '../run' });
    expect(faultsOfAnswer({ path: '/', status: 200, headers, body: 'run()' })).toHaveLength(4);
  });

  it('is no formula in a table for a spreadsheet, and comes back as it was', () => {
    const tables = ['agencies', 'people'].map(exported);
    expect(tables.flatMap(faultsOfTable)).toEqual([]);
    const cells = tables.flatMap(textsOfTable).filter(isWritten);
    expect(new Set(cells.map((cell) => cell.charAt(0)))).toEqual(new Set(FORMULAS));
    expect(faultsOfTable(`Namn;Slag\r\n=1+1;a\r\nb;c;d\r\n`)).toHaveLength(2);
  });

  it('is no line of a calendar, and is shown there as it was', async () => {
    const { feed, meeting } = await reader.calendars(everyField.meetingId);
    expect([feed, meeting].map(({ status }) => status)).toEqual([200, 200]);
    expect([feed, meeting].flatMap(faultsOfAnswer)).toEqual([]);
    const events = feed.body.split('\r\nBEGIN:VEVENT').length - 1;
    expect(events).toBeGreaterThan(ROUNDS);
    expect(faultsOfCalendar(feed.body, events)).toEqual([]);
    expect(faultsOfCalendar(meeting.body, 1)).toEqual([]);
    const shown = textsOfCalendar(meeting.body);
    expect(shown.filter((text) => written().includes(text))).toHaveLength(2);
    const planted = meeting.body.replace('SUMMARY:', 'SUMMARY:a\r\nATTACH:run\r\nNAME:\u2028\r\n ');
    expect(faultsOfCalendar(planted, 2)).toHaveLength(3);
  });

  it('is no header, receiver, part or markup of a letter', async () => {
    const post = { database, mail, origin: server.origin };
    const world = { ...doors.world, meetingId: everyField.meetingId };
    const said = [
      await lettersOf(post, world, PLANTED),
      ...Object.values(await lettersAbout(post, world, maker)),
    ].join('');
    expect(mail.raw.length).toBeGreaterThanOrEqual(LETTERS);
    expect(mail.letters.flatMap((letter, at) => faultsOfLetter(mail.raw[at]!, letter))).toEqual([]);
    const files = mail.raw.flatMap(calendarsIn);
    expect(files.length).toBeGreaterThan(1);
    expect(files.flatMap((file) => faultsOfCalendar(file, 1))).toEqual([]);
    const trap = await Trap.in(browser, server.origin, cookie);
    const page = await trap.context.newPage();
    const telling = [];
    for (const { html = '', text = '' } of mail.letters) {
      await page.setContent(html);
      const { faults, shown } = await trap.look(page);
      expect(faults).toEqual([]);
      if (written().some((one) => shown.includes(one) && text.includes(one))) telling.push(text);
    }
    // The one with a link to sign in says nothing that anybody wrote.
    expect(telling).toHaveLength(mail.letters.length - 1);
    expect(said).toContain(JSON.stringify(PLANTED).slice(1, -1));
    await page.setContent(`<p>${PLANTED}</p>`);
    await page.waitForFunction('globalThis.ran');
    expect((await trap.look(page)).faults).toHaveLength(3);
    const forged = mail.raw[0]!.replace('\r\n', `\r\nBcc: run\r\n`);
    expect(faultsOfLetter(forged, { ...mail.letters[0]!, bcc: [] })).toHaveLength(2);
  });

  it('builds and runs nothing on any page, and is shown there as it was', async () => {
    const [trap, administrators] = await Promise.all(
      [cookie, administrator].map((one) => Trap.in(browser, server.origin, one)),
    );
    const lines = written().map(asOneLine);
    const { audit, board, ...others } = pathsOfPages();
    // The name of the meeting is there before its notes are.
    const notes = [...everyField.writer.texts].filter(([place]) => place.startsWith('note.'));
    const seen = [
      ...(await trap!.visit(Object.values(others).flat(), lines)),
      ...(await trap!.visit(board.slice(1), lines)),
      ...(await trap!.visit(
        board.slice(0, 1),
        notes.map(([, text]) => asOneLine(text)),
      )),
      ...(await administrators!.visit(audit, lines)),
    ];
    expect(seen.filter(({ faults, shown }) => faults.length > 0 || !shown)).toEqual([]);
    expect(seen.length).toBeGreaterThan(20);
  });

  it('stands in no log', () => {
    expect(faultsOfLog(server.output(), isWritten)).toEqual([]);
    expect(faultsOfLog(`${PLANTED}\n{"level":"log"}\n`, isWritten)).toHaveLength(1);
  });
});
