/**
 * Tests run as native ES modules, in Node itself; see test/support/runner.
 * `pure` and `timeless` tests need nothing but themselves, the latter not even the time of day; `world`
 * tests get a PostgreSQL, builds and a browser.
 */
const shared = {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/runner/run-in-node.js',
  roots: ['<rootDir>/test'],
  transform: {},
};

const timeless = ['<rootDir>/test/domain/person-guard/', '<rootDir>/test/domain/audit/'];
const pure = ['<rootDir>/test/domain/', '<rootDir>/test/contract/'];

const testsIn = (folders) => folders.map((folder) => `${folder}**/*.test.ts`);

export default {
  // How long anything takes, no test asks: this only ends what would never end, on whatever machine.
  testTimeout: 240_000,
  testSequencer: '<rootDir>/test/support/runner/longest-first.js',
  projects: [
    { ...shared, displayName: 'timeless', testMatch: testsIn(timeless) },
    {
      ...shared,
      displayName: 'pure',
      testMatch: testsIn(pure),
      testPathIgnorePatterns: ['/node_modules/', ...timeless],
    },
    {
      ...shared,
      displayName: 'world',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...pure],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
};
