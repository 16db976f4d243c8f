import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deviceOf } from '../../src/cloud/session/device'
import { agreementVersion, retentionDefaults, retentionOf } from '../../src/domain/privacy'

const root = path.resolve(__dirname, '../..')
const guide = readFileSync(path.join(root, 'docs/privacy.zh-CN.md'), 'utf8')
const client = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src/client'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n')

/** Functions and open types that WeChat holds back until their kind of data is declared in the console. */
const declarable = [
  'getLocation getFuzzyLocation startLocationUpdate onLocationChange choosePoi chooseLocation chooseAddress',
  'chooseImage chooseMedia chooseVideo chooseMessageFile saveImageToPhotosAlbum saveVideoToPhotosAlbum',
  'startRecord getRecorderManager joinVoIPChat createCameraContext chooseContact addPhoneContact addPhoneCalendar addPhoneRepeatCalendar',
  'getUserInfo getUserProfile getWeRunData chooseLicensePlate chooseInvoice chooseInvoiceTitle getPhoneNumber getRealtimePhoneNumber chooseAvatar',
  'openBluetoothAdapter startAccelerometer startCompass startDeviceMotionListening startGyroscope',
  'setClipboardData getClipboardData',
]
  .join(' ')
  .split(' ')

test('what the client asks of the phone and what the guide declares are the same', () => {
  const used = declarable.filter((name) => new RegExp(`Taro\\.${name}\\b|openType="${name}"`).test(client))
  const declared = declarable.filter((name) => guide.includes(`\`${name}\``))
  expect(declared).toEqual(used)
})

test('the guide says the present version and every default', () => {
  expect(guide).toContain(`指引版本：${agreementVersion}`)
  for (const [name, days] of Object.entries(retentionDefaults)) expect(guide).toMatch(new RegExp(`${days}天[^\n]*\`${name}\``))
})

test('a congress changes one number and keeps the others', () => {
  expect(retentionOf({ contactDays: 30 })).toEqual({ ...retentionDefaults, contactDays: 30 })
  expect(retentionOf(undefined)).toEqual(retentionDefaults)
})

test('of a browser nothing is kept but its name and its system', () => {
  expect(deviceOf('Mozilla/5.0 (Linux; Android 14; Pixel) Chrome/120.0 Mobile Safari/537.36')).toBe('Chrome, Android')
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0')).toBe('Edge, Windows')
  expect(deviceOf('something of its own')).toBeNull()
  expect(deviceOf(undefined)).toBeNull()
})
