// Loaded before Tencent's framework: who calls is put into the process's environment before each event, as WeChat does.
process.on('message', (openid) => {
  Object.assign(process.env, { WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_OPENID,WX_APPID', WX_OPENID: openid, WX_CLIENTIP: '203.0.113.7' })
  process.send('ready')
})
