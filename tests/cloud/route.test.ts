import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { openTestContext, type TestContext } from './database'
import { sharedFile, testOnSharedData } from './shared-data'
import { buildTown, inEast, inWest, nearLine, outside, type Town } from './town'

const run = promisify(execFile)
let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

/** A command as its npm script runs it, on the test's own database. */
const command = (name: 'import' | 'route', ...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', `src/cloud/host/${name}.ts`, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: context.databaseUrl,
      CONTACT_KEY: Buffer.alloc(32).toString('base64'),
      DATA_DIR: tmpdir(),
      INIT_CWD: process.cwd(),
    },
    maxBuffer: 1e8,
  })

async function points(csv: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'points-')), 'points.csv')
  await writeFile(file, csv)
  return file
}

test('each point gets its constituency, its neighbours within 50 m, the deputy and the reasons; the input stays', async () => {
  const file = await points(
    `name,lon,lat\n"西, 街",${inWest.lon},${inWest.lat}\n东,${inEast.lon},${inEast.lat}\n线,${nearLine.lon},${nearLine.lat}\n外,${outside.lon},${outside.lat}\n坏,x,30\n`,
  )
  const { stdout, stderr } = await command('route', '--congress', town.code, file)
  expect(parse(stdout)).toEqual([
    ['name', 'lon', 'lat', 'constituency', 'also', 'deputy', 'reasons'],
    ['西, 街', String(inWest.lon), String(inWest.lat), '西选区', '', '王小河', 'constituency;fewest_open;code'],
    ['东', String(inEast.lon), String(inEast.lat), '东选区', '', '赵长青', 'constituency;only_deputy'],
    ['线', String(nearLine.lon), String(nearLine.lat), '西选区', '东选区', '', 'near_line'],
    ['外', String(outside.lon), String(outside.lat), '', '', '', 'no_constituency'],
    ['坏', 'x', '30', '', '', '', 'bad_point'],
  ])
  expect(stderr).toContain('row 6, lon “x”: is not a number of degrees')
})

test('the import command says on standard output what it did, tells bad rows with 1, and an unknown congress with 2', async () => {
  const good = await points('编号,名称,地址,经度,纬度\nC1,命令站,路1号,120.003,30.003\n')
  const stations = (...args: string[]) => command('import', 'stations', '--congress', town.code, ...args)
  expect((await stations('--dry-run', good)).stdout).toBe('stations: 1 added, 0 changed, 0 unchanged (dry run: nothing was written)\n')
  expect((await stations(good)).stdout).toBe('stations: 1 added, 0 changed, 0 unchanged\n')
  expect((await stations(good)).stdout).toBe('stations: 0 added, 0 changed, 1 unchanged\n')
  await expect(stations(await points('编号,名称,地址,经度,纬度\nC2,坏站,路1号,东,30\n'))).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'row 2, 经度 “东”: is not a number of degrees\nstations: nothing was written (faults: 1)\n',
  })
  await expect(command('import', 'stations', '--congress', 'NOWHERE', good)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no congress NOWHERE'),
  })
})

test('bad usage is told on standard error, with nothing on standard output', async () => {
  await expect(command('route', '--congress', 'NOWHERE', await points('lon,lat\n1,1\n'))).rejects.toMatchObject({ stdout: '', code: 1 })
  await expect(command('route')).rejects.toMatchObject({ stdout: '', code: 1 })
  await expect(command('import', 'nothing', 'file.csv')).rejects.toMatchObject({ code: 2 })
  await expect(command('import', 'stations', 'absent.csv')).rejects.toMatchObject({ code: 2 })
})

test('a command on the embedded database stops it at its end, also where it found it left by a crash', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-command-'))
  const crash = `require('./src/cloud/database/embedded.ts').openEmbedded(${JSON.stringify(dataDir)}).then(() => process.exit(0))`
  await run(process.execPath, ['--import', 'tsx', '--eval', crash])
  const running = path.join(dataDir, 'postgres', 'postmaster.pid')
  expect(existsSync(running)).toBe(true)
  const env = { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, INIT_CWD: process.cwd() }
  const file = await points('code,name\nA,甲区人大\n')
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'src/cloud/host/import.ts', 'congresses', file], { env })
  expect(stdout).toBe('congresses: 1 added, 0 changed, 0 unchanged\n')
  expect(existsSync(running)).toBe(false)
  await rm(dataDir, { recursive: true, force: true })
})

testOnSharedData(
  'on real polygons it agrees with the publisher on every point, and lists both sides of those near a line',
  ['beijing-subdistricts/beijing_subdistricts.geojson', 'beijing-subdistricts/points_with_expected.csv'],
  async () => {
    const congress = await points('code,name\nORACLE,真实街道\n')
    await command('import', 'congresses', congress)
    const { stdout: imported } = await command(
      'import',
      'constituencies',
      '--congress',
      'ORACLE',
      '--datum',
      'wgs84',
      sharedFile('beijing-subdistricts/beijing_subdistricts.geojson'),
    )
    expect(imported).toBe('constituencies: 111 added, 0 changed, 0 unchanged\n')
    const { stdout } = await command(
      'route',
      '--congress',
      'ORACLE',
      '--datum',
      'wgs84',
      sharedFile('beijing-subdistricts/points_with_expected.csv'),
    )
    const rows = parse(stdout, { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(552)
    const far = rows.filter(({ also }) => also === '')
    expect(far.filter(({ constituency, expected_polygon_id }) => constituency !== expected_polygon_id)).toEqual([])
    expect(far.length).toBeGreaterThan(450)
    const near = rows.filter(({ also }) => also !== '')
    expect(near.filter((row) => ![row.constituency, ...row.also!.split(';')].includes(row.expected_polygon_id!))).toEqual([])
  },
)
