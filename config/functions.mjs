// The cloud functions as WeChat runs them. cloudbaserc.json says the same to CloudBase's CLI, and a test compares the two.
export const RUNTIME = 'Nodejs20.19'

/**
 * `timeout` in seconds, of 60 at most. `triggers`: seconds, minutes, hours, days, months, weekdays, years.
 * `permissions`: what the function may ask of WeChat without an access token.
 */
export const functions = {
  api: { timeout: 20, permissions: ['wxacode.getUnlimited', 'phonenumber.getPhoneNumber'] },
  tick: {
    timeout: 60,
    permissions: ['subscribeMessage.send', 'security.msgSecCheck', 'security.mediaCheckAsync'],
    triggers: [{ name: 'everyMinute', type: 'timer', config: '0 * * * * * *' }],
  },
  push: { timeout: 20, permissions: [] },
}
