import { execFileSync } from 'node:child_process'
import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProjectFolder, plain } from './support/project-folder.ts'

const FILE = 'services: {a: {image: i}}'

type Prepare = (path: string) => Promise<unknown>

describe('where a file is expected', () => {
  it.each<[string, Prepare, string]>([
    ['a directory', (path) => mkdir(path), 'directory'],
    ['a FIFO', async (path) => execFileSync('mkfifo', [path]), 'not-regular'],
    ['a device', (path) => symlink('/dev/zero', path), 'not-regular'],
    ['a link to itself', (path) => symlink('x.yaml', path), 'link-loop'],
    [
      'a huge file',
      async (path) => {
        await writeFile(path, '')
        await truncate(path, 10 ** 10)
      },
      'too-large',
    ],
  ])('%s is told, as compose, included, extended and env file', async (_, prepare, reason) => {
    await using folder = await ProjectFolder.of({
      'include.yaml': 'include: [x.yaml]\nservices: {a: {image: i}}',
      'extends.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}',
      'plain.yaml': FILE,
    })
    await prepare(join(folder.path, 'x.yaml'))
    for (const [options, kind] of [
      [{ files: ['x.yaml'] }, 'compose'],
      [{ files: ['include.yaml'] }, 'include'],
      [{ files: ['extends.yaml'] }, 'extends'],
      [{ files: ['plain.yaml'], envFiles: ['x.yaml'] }, 'env'],
    ] as const) {
      const [failure] = await folder.failed(options)
      expect(failure).toMatchObject({ code: 'file-not-readable', data: { kind, reason } })
    }
  })

  it('a file that may not be read is told', async (context) => {
    if (process.getuid?.() === 0) return context.skip('root may read everything')
    await using folder = await ProjectFolder.of({ 'compose.yaml': FILE })
    await chmod(join(folder.path, 'compose.yaml'), 0)
    expect(await folder.failed()).toMatchObject([{ data: { reason: 'permission' } }])
  })

  it('a link to a file is followed', async () => {
    await using folder = await ProjectFolder.of({ 'real.yaml': FILE })
    await symlink('real.yaml', join(folder.path, 'compose.yaml'))
    await expect(folder.load()).resolves.toMatchObject({ files: [join(folder.path, 'compose.yaml')] })
  })

  it('directories that link to themselves end', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': 'include: [loop/compose.yaml]\nservices: {a: {image: i}}',
    })
    await symlink('.', join(folder.path, 'loop'))
    expect((await folder.failed()).length).toBeGreaterThan(0)
  })
})

describe('bytes', () => {
  it.each<[string, Buffer, string[]]>([
    ['a NUL', Buffer.from('services: {a: {image: "x\0"}}'), ['control-character compose.yaml:1:25']],
    [
      'an escape character',
      Buffer.from('services: {a: {image: "x\x1b[0m"}}'),
      ['control-character compose.yaml:1:25'],
    ],
    ['lines that end in carriage returns', Buffer.from('services:\r  a:\r    image: x\r'), []],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('a: '), Buffer.from([0xff, 0xfe, 0x80])]),
      ['file-not-text'],
    ],
    ['half a character', Buffer.from('services: é').subarray(0, -1), ['file-not-text']],
    ['a byte order mark', Buffer.from(`\uFEFF${FILE}`), []],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${FILE}`, 'utf16le'), []],
  ])('%s', async (_, content, failures) => {
    await using folder = await ProjectFolder.of({})
    await folder.write('compose.yaml', content)
    expect(await folder.failures()).toEqual(failures)
  })
})

describe('numbers beyond range', () => {
  it.each([
    ['oom_score_adj: 99999999999999999999', ['out-of-range compose.yaml:1:41']],
    ['pids_limit: 9223372036854775807', []],
    ['pids_limit: "9223372036854775808"', ['cast-failed compose.yaml:1:38']],
    ['cpus: .inf', []],
  ])('%s', async (yaml, failures) => {
    await using folder = await ProjectFolder.of({ 'compose.yaml': `services: {a: {image: i, ${yaml}}}` })
    expect(await folder.failures()).toEqual(failures)
  })
})

describe('names that JavaScript knows', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a service like any other',
    async (name) => {
      await using folder = await ProjectFolder.of({
        'compose.yaml': `services: {${name}: {image: i, environment: {${name}: x}, labels: {${name}: y}}}`,
        'compose.override.yaml': `services: {${name}: {hostname: h, environment: [${name}=z]}}`,
      })
      const { tree } = await folder.load()
      const services = tree.services as Record<string, { hostname: string; environment: string[] }>
      expect(Object.keys(services)).toEqual([name])
      expect(plain(services[name]?.environment)).toEqual([`${name}=z`])
    },
  )

  it('as keys they are as unknown as others', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': 'services: {a: {image: i, constructor: 1, __proto__: {x: y}}}\ntoString: 1',
    })
    expect(await folder.failures()).toEqual([
      'unknown-key compose.yaml:1:26',
      'unknown-key compose.yaml:1:42',
      'unknown-key compose.yaml:2:1',
    ])
  })
})

describe('size', () => {
  it('a chain of a thousand services that extend each other', async () => {
    const services = Array.from({ length: 1000 }, (_, i) => `  s${i}: {extends: s${i + 1}}`)
    await using folder = await ProjectFolder.of({
      'compose.yaml': ['services:', ...services, '  s1000: {image: i, labels: {a: b}}'].join('\n'),
    })
    const { tree } = await folder.load()
    expect(tree).toMatchObject({ services: { s0: { image: 'i' }, s999: { image: 'i' } } })
  })

  it('files that include each other in ever more ways', async () => {
    const files: Record<string, string> = { 'f20.yaml': 'services: {a: {image: i}}' }
    for (let i = 0; i < 20; i++) files[`f${i}.yaml`] = `include: [f${i + 1}.yaml, ./f${i + 1}.yaml]`
    await using folder = await ProjectFolder.of(files)
    const [failure] = await folder.failed({ files: ['f0.yaml'] })
    expect(failure).toMatchObject({ code: 'include-too-many' })
  })
})
