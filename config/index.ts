import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import webpack from 'webpack'
import { BundledPackages } from './bundled-packages.cjs'

const root = path.resolve(__dirname, '..')
/** The client compiles the contract and the rules in, so that a phone checks what it sends. */
const shared = [
  path.join(root, 'src/domain'),
  path.join(root, 'src/contract'),
  // Has private fields, which Taro's minifier breaks and older phones cannot read.
  path.join(root, 'node_modules/@tanstack'),
]

/** Taro hard-codes src/app.config as what webpack's cache depends on, and writes no cache where that is absent. */
const cacheOnRealConfig = (chain: { get(key: string): unknown }) => {
  const cache = chain.get('cache') as { buildDependencies?: { config?: string[]; files?: string[] } } | undefined
  if (cache?.buildDependencies) {
    cache.buildDependencies = {
      config: [path.join(root, 'src/client/app.config.ts'), path.join(root, 'config/index.ts'), path.join(root, 'package-lock.json')],
    }
  }
}

/** Stands for the shape of every answer: other sources of the contract, another text. */
const contract = ['contract', 'domain']
  .reduce((hash, folder) => {
    const at = path.join(root, 'src', folder)
    for (const name of readdirSync(at).sort()) if (name.endsWith('.ts')) hash.update(readFileSync(path.join(at, name)))
    return hash
  }, createHash('sha256'))
  .digest('hex')
  .slice(0, 12)

/** What Taro switches off for the script engines of 2018. */
const terserDefaults = Object.fromEntries(
  [
    'arrows',
    'collapse_vars',
    'comparisons',
    'computed_props',
    'hoist_props',
    'inline',
    'loops',
    'negate_iife',
    'properties',
    'reduce_funcs',
    'reduce_vars',
    'switches',
    'typeofs',
  ].map((name) => [name, true]),
)

/** For docs/dependencies.md. */
const bundledPackages = () => [{ root, file: path.join(root, `dist/${process.env.TARO_ENV}.packages.json`) }]

/** The page that most people open first. */
const FIRST_PAGE = 'tabs/home/index'

/** Has the browser ask for what the first page needs together with the entry, not only once the entry has run: one round trip less. */
const preloadFirstPage = {
  apply: (compiler: webpack.Compiler) =>
    compiler.hooks.thisCompilation.tap('preloadFirstPage', (compilation) =>
      // The names of files are final here.
      compilation.hooks.processAssets.tap(
        { name: 'preloadFirstPage', stage: webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT },
        (assets) => {
          const html = assets['index.html']?.source().toString()
          if (!html) return
          const groups = compilation.chunkGroups.filter(({ origins }) => origins.some(({ request }) => request?.includes(FIRST_PAGE)))
          const files = [...new Set(groups.flatMap((group) => group.getFiles()))].filter((file) => !html.includes(file))
          const links = files.map((file) => `<link rel="preload" href="/${file}" as="${file.endsWith('.css') ? 'style' : 'script'}">`)
          compilation.updateAsset('index.html', new webpack.sources.RawSource(html.replace('</head>', `${links.join('')}</head>`)))
        },
      ),
    ),
}

export default defineConfig<'webpack5'>(() => ({
  projectName: 'lianxinqiao',
  date: '2026-11-23',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src/client',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // A cached weapp build keeps stale module ids in what subpackages share, and such a page never starts.
  cache: { enable: process.env.TARO_ENV !== 'weapp' },
  plugins: [
    path.join(root, 'config/templates.cjs'),
    [
      // Taro's templates drop aria-* on weapp; a screen reader needs them.
      '@tarojs/plugin-inject',
      {
        components: Object.fromEntries(
          ['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'ScrollView', 'Switch'].map((component) => [
            component,
            Object.fromEntries(
              ['role', 'label', 'hidden', 'checked', 'selected', 'expanded', 'disabled', 'live'].map((name) => [`aria-${name}`, `''`]),
            ),
          ]),
        ),
      },
    ],
  ],
  env: { CONTRACT: JSON.stringify(contract) },
  defineConstants: {},
  copy: { patterns: [], options: {} },
  mini: {
    compile: { include: shared },
    optimizeMainPackage: { enable: true },
    miniCssExtractPluginOption: { ignoreOrder: true },
    // Chinese as it is: escaped it weighs twice as much.
    terser: {
      config: {
        compress: { ...terserDefaults, ecma: 2017, passes: 2 },
        output: { ecma: 2017, ascii_only: false },
      },
    },
    // Distances are rpx, so that they follow the phone's width; letter sizes are px times --k, so that they follow the reader.
    postcss: { pxtransform: { enable: true, config: { selectorBlackList: [] } }, cssModules: { enable: false } },
    webpackChain: (chain) => {
      cacheOnRealConfig(chain)
      chain.plugin('bundledPackages').use(BundledPackages, bundledPackages())
      // A phone has none, and WeChat's `global` is not where a bare name is looked up, so a polyfill that sets it there is not found.
      // It in turn makes an Event, or takes Taro's document for an old browser's, and fails where a call is given up.
      chain.plugin('abortController').use(webpack.ProvidePlugin, [
        {
          AbortController: ['abortcontroller-polyfill/dist/cjs-ponyfill.js', 'AbortController'],
          Event: ['@tarojs/runtime', 'TaroEvent'],
        },
      ])
    },
  },
  h5: {
    compile: { include: shared },
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { autoprefixer: { enable: true }, pxtransform: { enable: false }, cssModules: { enable: false } },
    webpackChain: (chain) => {
      cacheOnRealConfig(chain)
      chain.plugin('bundledPackages').use(BundledPackages, bundledPackages())
      chain.plugin('preloadFirstPage').use(preloadFirstPage)
      chain.merge({
        // What two pages share is a chunk of theirs; what one alone needs, another never loads.
        optimization: {
          splitChunks: {
            cacheGroups: { shared: { chunks: 'async', minChunks: 2, minSize: 8_000, priority: 10, reuseExistingChunk: true } },
          },
        },
        // Polyfills of fetch and AbortController, and JSONP: every browser that reads our scripts has the former, and nothing of ours asks for the latter.
        resolve: {
          alias: Object.fromEntries(
            ['whatwg-fetch', 'abortcontroller-polyfill/dist/abortcontroller-polyfill-only', 'jsonp-retry'].map((name) => [name, false]),
          ),
        },
        performance: { hints: false },
      })
    },
  },
}))
