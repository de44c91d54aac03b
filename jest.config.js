/**
 * Tests run as native ES modules, in Node itself; see test/support/runner.
 * `pure` tests need nothing but themselves; `world` tests get a PostgreSQL, builds and a browser.
 */
const shared = {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/runner/run-in-node.js',
  transform: {},
};

const pureTests = ['<rootDir>/test/domain/**/*.test.ts', '<rootDir>/test/contract/**/*.test.ts'];

export default {
  testTimeout: 90_000,
  projects: [
    { ...shared, displayName: 'pure', testMatch: pureTests },
    {
      ...shared,
      displayName: 'world',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/domain/',
        '<rootDir>/test/contract/',
      ],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
};
