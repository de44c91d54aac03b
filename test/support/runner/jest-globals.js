// What tests import as `@jest/globals`. Modules that tests share are loaded once and used in many files;
// what they import from here is that of the file that runs.
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it;

export function setJestGlobals(ofThisFile) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } = ofThisFile);
}
