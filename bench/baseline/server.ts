// S as a process: bare Socket.IO in front of board.ts. With ADAPTER=postgres several of them pass
// their frames on to each other by Socket.IO's own adapter.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import { Server } from 'socket.io';
import type { ClientToServer, JoinAnswer, ServerToClient } from '../../src/contract/live.js';
import { problemOf } from '../../src/platform/problem-of.js';
import { readBoard, readEventsSince, storeNote } from './board.js';

const { DATABASE_URL, PORT, ADAPTER } = process.env;
/** As many as the product has. */
const POOL_SIZE = 10;
const BACKLOG = 4096;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: POOL_SIZE });
const http = createServer((_request, response) => response.end('ok'));
const io = new Server<ClientToServer, ServerToClient>(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  ...(ADAPTER === 'postgres' ? { adapter: createAdapter(pool) } : {}),
});

io.on('connection', (socket) => {
  socket.on('join', ({ meetingId, known }, ack) => {
    void socket.join(meetingId);
    const cursor = known?.cursors.table;
    const answer = cursor === undefined ? openBoard(meetingId) : catchUp(meetingId, cursor);
    answer.then(
      (value) => ack({ ok: true, value }),
      (error: unknown) => ack({ ok: false, problem: problemOf(error) }),
    );
  });
  socket.on('command', ({ meetingId, commandId, command }, ack) => {
    storeNote(pool, meetingId, command).then(
      ({ noteId, event }) => {
        io.to(meetingId).emit('events', { meetingId, events: [event] });
        ack({ ok: true, value: { commandId, entryId: noteId } });
      },
      (error: unknown) => ack({ ok: false, problem: problemOf(error) }),
    );
  });
});

http.listen({ host: '127.0.0.1', port: Number(PORT), backlog: BACKLOG });
process.on('SIGTERM', () => process.exit(0));

async function catchUp(meetingId: string, cursor: number): Promise<JoinAnswer> {
  return { kind: 'catch-up', events: await readEventsSince(pool, meetingId, cursor) };
}

async function openBoard(meetingId: string): Promise<JoinAnswer> {
  const { revision, notes } = await readBoard(pool, meetingId);
  const entries = { meeting: null, agenda: [], notes, actions: [], links: [], attendance: [] };
  const compartments = [{ stream: 'table', revision, entries }];
  const snapshot = { epoch: '', partnershipId: '', meetingId, compartments };
  return { kind: 'snapshot', snapshot } as unknown as JoinAnswer;
}
