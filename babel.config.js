// Jest runs on Node as it is; Taro builds for phones.
module.exports = (api) => {
  const isTest = api.env('test')
  return isTest
    ? {
        presets: [
          ['@babel/preset-env', { targets: { node: 'current' } }],
          '@babel/preset-typescript',
          ['@babel/preset-react', { runtime: 'automatic' }],
        ],
      }
    : { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]] }
}
