const root = { rootDir: require('node:path').resolve(__dirname, '..'), transform: { '\\.[jt]sx?$': 'babel-jest' }, moduleFileExtensions: ['ts', 'tsx', 'js', 'cjs', 'mjs', 'json'] }

module.exports = {
  projects: [{ ...root, displayName: 'domain', testEnvironment: 'node', testMatch: ['<rootDir>/tests/domain/**/*.test.ts'] }],
}
