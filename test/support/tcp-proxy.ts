// Stands between two parts that talk by TCP, and cuts the line where a test wants it cut.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One connection through the proxy; what a test wants to remember of it, it keeps by this object. */
export type Line = Readonly<Record<'client' | 'server', Socket>>;

/**
 * Says of what is about to be passed on whether the line is cut instead; or that it is swallowed, as by a
 * firewall that has forgotten the line.
 */
export type Cut = (bytes: Buffer, from: 'client' | 'server', line: Line) => boolean | 'swallowed';

export interface TcpProxy {
  readonly port: number;
  /** Cuts every line; those that come from now on lead to the other port. */
  turnTo(targetPort: number): void;
  close(): Promise<void>;
}

export async function startTcpProxy(targetPort: number, cut: Cut = () => false): Promise<TcpProxy> {
  const lines = new Set<Line>();
  const cutAll = () => {
    for (const { client, server } of lines) {
      client.destroy();
      server.destroy();
    }
  };
  let target = targetPort;
  const proxy = createServer((client) => {
    const line: Line = { client, server: connect(target, '127.0.0.1') };
    lines.add(line);
    const end = () => {
      client.destroy();
      line.server.destroy();
      lines.delete(line);
    };
    const pass = (from: 'client' | 'server', to: 'client' | 'server') => {
      line[from].on('error', end).on('close', end);
      line[from].on('data', (bytes) => {
        const fate = cut(bytes, from, line);
        if (fate === true) end();
        else if (fate === false) line[to].write(bytes);
      });
    };
    pass('client', 'server');
    pass('server', 'client');
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    turnTo: (port) => {
      target = port;
      cutAll();
    },
    close: async () => {
      proxy.close();
      cutAll();
      await once(proxy, 'close');
    },
  };
}
