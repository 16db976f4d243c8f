// Loaded before Tencent's framework: who calls is put into the process's environment before each event, as WeChat does; and what called.
process.on('message', ({ openid, source }) => {
  Object.assign(process.env, {
    WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_OPENID,WX_APPID',
    WX_OPENID: openid,
    WX_CLIENTIP: '203.0.113.7',
    TCB_SOURCE: source,
  })
  process.send('ready')
})
