/**
 * Tests run as native ES modules; swc keeps the decorator metadata that Nest's injection reads.
 * `pure` tests need nothing but themselves; `world` tests get a PostgreSQL, builds and a browser.
 */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

const pureTests = ['<rootDir>/test/domain/**/*.test.ts', '<rootDir>/test/contract/**/*.test.ts'];

export default {
  testTimeout: 30_000,
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
