// Stands between a server and its database, and loses notifications where a test wants them lost: what
// PostgreSQL sends is passed on message by message, without those.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const NOTIFICATION = 'A'.charCodeAt(0);
/** A byte for the kind, four for the length, which counts itself. */
const HEAD_BYTES = 5;

export interface HintDropper {
  /** The address of the database by way of this. */
  readonly url: string;
  readonly dropped: number;
  close(): Promise<void>;
}

export async function startHintDropper(
  databaseUrl: string,
  drops: () => boolean,
): Promise<HintDropper> {
  const target = Number(new URL(databaseUrl).port);
  const sockets = new Set<Socket>();
  let dropped = 0;
  const proxy = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    let unread = Buffer.alloc(0);
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => {
      unread = Buffer.concat([unread, bytes]);
      const kept: Buffer[] = [];
      while (unread.length >= HEAD_BYTES && unread.length > unread.readUInt32BE(1)) {
        const end = 1 + unread.readUInt32BE(1);
        if (unread[0] === NOTIFICATION && drops()) dropped += 1;
        else kept.push(unread.subarray(0, end));
        unread = unread.subarray(end);
      }
      if (kept.length > 0) client.write(Buffer.concat(kept));
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      const end = () => {
        one.destroy();
        other.destroy();
        sockets.delete(one);
      };
      one.on('error', end).on('close', end);
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    get dropped() {
      return dropped;
    },
    close: async () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await once(proxy, 'close');
    },
  };
}
