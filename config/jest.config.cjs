const { cpus } = require('node:os')
const rootDir = require('node:path').resolve(__dirname, '..')
const ours = { rootDir, testEnvironment: 'node', transform: { '\\.tsx?$': 'babel-jest' } }

module.exports = {
  rootDir,
  testTimeout: 120_000,
  // Jest leaves one core to itself, which on two would be half of the machine.
  maxWorkers: Math.max(2, cpus().length - 1),
  projects: [
    { ...ours, displayName: 'domain', testMatch: ['<rootDir>/tests/domain/**/*.test.ts'] },
    {
      ...ours,
      displayName: 'cloud',
      testMatch: ['<rootDir>/tests/cloud/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/cloud/setup.ts',
      globalTeardown: '<rootDir>/tests/cloud/teardown.ts',
    },
    {
      ...ours,
      displayName: 'weapp',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/tests/weapp/**/*.test.tsx'],
      globalSetup: '<rootDir>/tests/weapp/component/setup.ts',
      setupFiles: ['<rootDir>/tests/weapp/component/environment.ts'],
      moduleFileExtensions: ['weapp.tsx', 'weapp.ts', 'tsx', 'ts', 'js', 'cjs', 'mjs', 'json'],
      // Taro's packages are ES modules.
      transform: { '\\.[jt]sx?$': 'babel-jest' },
      transformIgnorePatterns: ['node_modules/(?!(@tarojs)/)'],
      moduleNameMapper: {
        '^@tarojs/components$': '@tarojs/plugin-platform-weapp/dist/components-react',
        '^react-dom$': '@tarojs/react',
        '\\.css$': '<rootDir>/tests/weapp/component/style.ts',
      },
    },
  ],
}
