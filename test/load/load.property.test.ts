import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Failed } from '../../src/model/failure.ts'
import { RESOLVE_ALL, resolveProject } from '../../src/resolve/resolve-project.ts'
import { textOf } from '../../src/show/failures/all.ts'
import { ProjectFolder, plain } from './support/project-folder.ts'

const RUNS = 100
const TIMEOUT = 60_000

let folder: ProjectFolder
let keys: string[]

beforeAll(async () => {
  folder = await ProjectFolder.of({
    'base.yaml': 'services: {base: {image: i, ports: ["80:80"], environment: {A: 1}}}\nvolumes: {v: {}}',
  })
  const schema = JSON.parse(await readFile('schemas/compose.schema.json', 'utf8'))
  keys = Object.keys(schema.$defs.service.properties)
})

afterAll(() => folder[Symbol.asyncDispose]())

/** Loads texts laid over each other: a project, or failures that all have words. */
async function load(...texts: readonly string[]): Promise<unknown> {
  const names = texts.map((_, index) => `file${index}.yaml`)
  for (const [index, name] of names.entries()) await folder.write(name, texts[index] ?? '')
  try {
    const loaded = await folder.load({ files: names })
    await resolveProject(loaded, { ...RESOLVE_ALL, readVariables: async () => [] })
    return plain(loaded.tree)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    for (const failure of error.failures) expect(textOf(failure).message.length).toBeGreaterThan(0)
    return undefined
  }
}

const text = fc.oneof(
  fc.constantFrom(
    'x',
    '80:80',
    './a:/b',
    'v:/v:ro',
    'A=1',
    'A',
    '${X:-d}',
    '$$',
    '10s',
    '1g',
    'base',
    'true',
    '',
    '0',
  ),
  fc.string({ maxLength: 12 }),
)
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true }))
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'source',
          'target',
          'type',
          'file',
          'service',
          'path',
          'condition',
          'context',
          'test',
          'name',
          'external',
          '__proto__',
        ),
        fc.string({ maxLength: 8 }),
      ),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value

const service = () => fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 })
const model = () =>
  fc.record(
    {
      services: fc.dictionary(fc.constantFrom('a', 'base', 'constructor'), service(), { maxKeys: 3 }),
      networks: fc.dictionary(fc.constantFrom('default', 'n'), value, { maxKeys: 2 }),
      volumes: fc.dictionary(fc.constantFrom('v', 'w'), value, { maxKeys: 2 }),
      secrets: fc.dictionary(fc.constantFrom('s'), value, { maxKeys: 1 }),
      configs: fc.dictionary(fc.constantFrom('c'), value, { maxKeys: 1 }),
      include: fc.oneof(fc.constant(['base.yaml']), value),
      name: value,
      'x-other': value,
    },
    { requiredKeys: [] },
  )

describe('loading gives a project or failures, and nothing else', { timeout: TIMEOUT }, () => {
  it('of generated models', () =>
    fc.assert(
      fc.asyncProperty(model(), async (file) => {
        await load(JSON.stringify(file))
      }),
      { numRuns: RUNS },
    ))

  it('of generated models over each other', () =>
    fc.assert(
      fc.asyncProperty(model(), model(), async (one, other) => {
        await load(JSON.stringify(one), JSON.stringify(other))
      }),
      { numRuns: RUNS },
    ))

  it('of generated services that are extended', () =>
    fc.assert(
      fc.asyncProperty(service(), service(), async (one, other) => {
        await folder.write('other.yaml', JSON.stringify({ services: { b: other } }))
        const extending = { ...one, extends: { file: 'other.yaml', service: 'b' } }
        await load(JSON.stringify({ services: { a: extending, c: { extends: 'a' } } }))
      }),
      { numRuns: RUNS },
    ))

  it('of mutated files', async () => {
    const example = await readFile('examples/hello/compose.yaml', 'utf8')
    const marks = [
      ':',
      '-',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '<<: *a',
      '!reset ',
      '!override ',
      '\t',
      '\n',
      '"',
      "'",
      '|',
      '$',
      '${',
      '\u0000',
      '\ud800',
      '---\n',
      '#',
    ]
    const edit = fc.tuple(fc.nat(example.length), fc.nat(4), fc.constantFrom(...marks, ''))
    const mutated = fc
      .array(edit, { minLength: 1, maxLength: 6 })
      .map((edits) =>
        edits.reduce((all, [at, cut, mark]) => all.slice(0, at) + mark + all.slice(at + cut), example),
      )
    await fc.assert(
      fc.asyncProperty(mutated, async (file) => {
        await load(file)
      }),
      { numRuns: RUNS },
    )
  })

  it('of any text', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (file) => {
        await load(file)
      }),
      { numRuns: RUNS },
    ))
})

describe('a file over itself', () => {
  // What is appended without looking at what is there already is there twice.
  const appended = [
    'device_cgroup_rules',
    'external_links',
    'group_add',
    'post_start',
    'pre_start',
    'pre_stop',
    'security_opt',
    'volumes_from',
  ]
  const yaml = `services: {a: {image: i, command: [x], environment: {A: 1, B: }, ports: ["80:80", {target: 81}],
    volumes: ["v:/v", "./a:/a"], labels: [x=1], cap_add: [X], dns: 1.1.1.1, tmpfs: /t, extra_hosts: [a=b],
    depends_on: [b], networks: {n: {aliases: [q]}}, secrets: [s], healthcheck: {test: [CMD, x]}, expose: [80],
    devices: ["/a:/b"], env_file: e.env, profiles: [p], sysctls: {a: 1}, ulimits: {nofile: 1}, logging: {driver: d, options: {a: b}},
    build: {context: ., args: {A: 1}, tags: [t], labels: [l=1]}}, b: {image: j}}
networks: {n: {labels: {a: b}}}
volumes: {v: {}}
secrets: {s: {file: ./s}}`

  it('is what it was', async () => {
    const once = await load(yaml)
    expect(once).toBeDefined()
    const twice = await load(yaml, yaml)
    expect(normal(twice)).toEqual(normal(once))
    expect(appended.every((key) => keys.includes(key))).toBe(true)
  })

  /** Mappings may have become lists of the same. */
  function normal(tree: unknown): unknown {
    return JSON.parse(JSON.stringify(tree), (_, item: unknown) =>
      Array.isArray(item) && item.every((one) => typeof one === 'string' && /^[^=]+(=|$)/.test(one))
        ? Object.fromEntries(item.map((one: string) => [one.split('=')[0], one.split('=')[1] ?? null]))
        : item !== null && typeof item === 'object' && !Array.isArray(item)
          ? Object.fromEntries(
              Object.entries(item).map(([key, one]) => [key, typeof one === 'number' ? String(one) : one]),
            )
          : item,
    )
  }
})
