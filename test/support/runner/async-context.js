// Once anybody lets Node carry something along from promise to promise, Node looks at every promise there
// is, also at the product's, which carries nothing: that took a quarter of what its tests take. Jest does
// so to find out to which test an uncaught error belongs, the browser's driver to name what it does.
import { createRequire } from 'node:module';

const hooks = createRequire(import.meta.url)('node:async_hooks');
const { AsyncLocalStorage } = hooks;
const carried = new Set();

/** Node's own, which can be ended when a file is over; whoever uses it again begins it anew. */
class Known extends AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    carried.add(this);
  }
}
hooks.AsyncLocalStorage = Known;

/** What does for Jest, as no two tests of a file run at the same time. */
class OneAtATime {
  #present;

  getStore() {
    return this.#present;
  }

  async run(store, callback) {
    const before = this.#present;
    this.#present = store;
    try {
      return await callback();
    } finally {
      this.#present = before;
    }
  }
}

/** Loads the framework that knows of one test at a time. */
export function loadOneAtATime(load) {
  hooks.AsyncLocalStorage = OneAtATime;
  try {
    return load();
  } finally {
    hooks.AsyncLocalStorage = Known;
  }
}

/** Nothing is carried along any more. */
export function endCarrying() {
  for (const storage of carried) storage.disable();
}
