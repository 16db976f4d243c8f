// One instance of a cloud function, as WeChat runs it: one event at a time, the caller's identity in the environment,
// where wx-server-sdk's getWXContext() looks for it (WX_CONTEXT_KEYS names the variables; WX_OPENID becomes OPENID).
const { main } = require(process.argv[2])

process.on('message', async ({ event, openid, requestId }) => {
  Object.assign(process.env, {
    WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_OPENID,WX_APPID,WX_UNIONID',
    WX_CLIENTIP: '203.0.113.7',
    WX_OPENID: openid,
    WX_APPID: 'wx0123456789abcdef',
    TCB_SOURCE: 'wx_client',
    TCB_ENV: 'test',
  })
  try {
    const result = await main(
      { ...event, userInfo: { appId: process.env.WX_APPID, openId: openid } },
      { request_id: requestId, memory_limit_in_mb: 256 },
    )
    process.send({ requestId, result: result === undefined ? null : result })
  } catch (error) {
    process.send({ requestId, failure: error instanceof Error ? error.stack : String(error) })
  }
})
