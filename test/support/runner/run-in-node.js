// How Jest runs a test file: in Node itself, not in a machine inside the machine. There Jest would load
// Nest, TypeORM and the product anew for each file, which took longer than most files' tests; here a
// worker loads them once. What one file could leave behind for the next lies in the state of modules,
// and the product keeps none there but caches.
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import circus from 'jest-circus/runner';
import { endCarrying, loadOneAtATime } from './async-context.js';
import { setJestGlobals } from './jest-globals.js';

const require = createRequire(import.meta.url);

/** By the address of a module, where its lines stand in the source; Jest shows those of a failure. */
const sourceMaps = new Map();

const { port1, port2 } = new MessageChannel();
port1.on('message', ({ url, map }) => sourceMaps.set(url, map)).unref();
register('./typescript.js', import.meta.url, { data: { port: port2 }, transferList: [port2] });

export default async function runInNode(globals, config, environment, runtime, testPath, send) {
  const inNode = {
    // The framework begins each file without anything of the file before.
    requireInternalModule: (path) => {
      delete require.cache[path];
      return loadOneAtATime(() => require(path));
    },
    requireModule: require,
    setGlobalsForRuntime: setJestGlobals,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: async (path) => {
      await import(pathToFileURL(path).href);
      for (const [url, map] of sourceMaps) runtime.getSourceMaps().set(url, map);
    },
    enterTestCode: () => undefined,
    leaveTestCode: () => undefined,
  };
  const { console } = globalThis;
  globalThis.console = environment.global.console;
  try {
    return await circus.default(globals, config, environment, inNode, testPath, send);
  } finally {
    globalThis.console = console;
    endCarrying();
  }
}
