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
    : {
        presets: [
          [
            'taro',
            {
              framework: 'react',
              ts: true,
              compiler: 'webpack5',
              // What WeChat's own engine on Android and iOS 12 read; for anything older each file would carry a third more.
              targets: { ios: '12', chrome: '70' },
            },
          ],
        ],
      }
}
