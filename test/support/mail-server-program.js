// A real mail server in a process of its own: smtp-server, which asks the test what to make of each letter
// before it answers the one who sends it.
import { SMTPServer } from 'smtp-server';

/** By the port of the one who sends. */
const lines = new Map();
/** Those who wait for the test's word, by the number of their question. */
const waiting = new Map();
let questions = 0;

function ask(question) {
  const number = ++questions;
  process.send({ number, ...question });
  return new Promise((resolve) => waiting.set(number, resolve));
}

process.on('message', ({ number, answer }) => {
  waiting.get(number)(answer);
  waiting.delete(number);
});
process.on('disconnect', () => process.exit());

/** Others may be sending meanwhile. */
const cutLine = (remotePort) => lines.get(remotePort)?.destroy();

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onRcptTo: async (_, { remotePort }, answer) => {
    if (await ask({ about: 'receiver' })) answer();
    else cutLine(remotePort);
  },
  onData: async (stream, { envelope, remotePort }, answer) => {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const receiver = envelope.rcptTo[0]?.address ?? '';
    const verdict = await ask({ about: 'letter', receiver, bytes: Buffer.concat(pieces) });
    if (verdict === 'dropped') cutLine(remotePort);
    else if (verdict === 'taken') answer();
    else if (verdict !== 'swallowed')
      answer(Object.assign(new Error(verdict.says), { responseCode: verdict.code }));
  },
});
server.on('error', () => undefined);
server.server.on('connection', (line) => {
  const { remotePort } = line;
  lines.set(remotePort, line);
  line.once('close', () => lines.delete(remotePort));
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send({ about: 'listening' }));
