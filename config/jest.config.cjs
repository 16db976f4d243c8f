const rootDir = require('node:path').resolve(__dirname, '..')
const ours = { rootDir, testEnvironment: 'node', transform: { '\\.tsx?$': 'babel-jest' } }

module.exports = {
  rootDir,
  testTimeout: 30_000,
  projects: [
    { ...ours, displayName: 'domain', testMatch: ['<rootDir>/tests/domain/**/*.test.ts'] },
    {
      ...ours,
      displayName: 'cloud',
      testMatch: ['<rootDir>/tests/cloud/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/cloud/setup.ts',
      globalTeardown: '<rootDir>/tests/cloud/teardown.ts',
    },
  ],
}
