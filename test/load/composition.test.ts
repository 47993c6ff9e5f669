import { describe, expect, it } from 'vitest'
import { findOrigin } from '../../src/model/tree.ts'
import { ProjectFolder, plain } from './support/project-folder.ts'

type Files = Readonly<Record<string, string>>

async function servicesOf(files: Files, names?: readonly string[]) {
  await using folder = await ProjectFolder.of(files)
  const { tree } = await folder.load({ files: names ?? [] })
  const text = JSON.stringify(plain(tree.services)).replaceAll(folder.path, '')
  return JSON.parse(text)
}

const BASE =
  'services: {a: {image: i, command: [x], environment: {A: 1, B: 2}, ports: ["80:80"], labels: [l=1]}}'

describe('a file over another', () => {
  it.each<[string, string, object]>([
    ['replaces values', '{image: j}', { image: 'j' }],
    ['adds keys', '{hostname: h}', { image: 'i', hostname: 'h' }],
    ['replaces the command', '{command: y}', { command: 'y' }],
    ['merges variables by name', '{environment: [B=3, C=4]}', { environment: ['A=1', 'B=3', 'C=4'] }],
    ['appends ports', '{ports: ["81:81"]}', { ports: [{ published: '80' }, { published: '81' }] }],
    ['drops ports that repeat', '{ports: ["80:80"]}', { ports: [{ published: '80' }] }],
    ['leaves what it says nothing about', '{ports: }', { ports: [{ published: '80' }] }],
    ['takes a value away', '{command: !reset null}', { image: 'i' }],
    ['takes one key away', '{environment: {A: !reset null}}', { environment: ['B=2'] }],
    ['replaces as a whole', '{environment: !override {C: 4}}', { environment: { C: 4 } }],
  ])('%s', async (_, over, expected) => {
    const files = { 'compose.yaml': BASE, 'compose.override.yaml': `services: {a: ${over}}` }
    const { a } = await servicesOf(files)
    expect(a).toMatchObject(expected)
    if (over.includes('!reset null}') && over.includes('command')) expect(a).not.toHaveProperty('command')
  })

  it('counts in the order of -f', async () => {
    const files = {
      'x.yaml': BASE,
      'y.yaml': 'services: {a: {image: y}}',
      'z.yaml': 'services: {a: {image: z}}',
    }
    expect(await servicesOf(files, ['x.yaml', 'z.yaml', 'y.yaml'])).toMatchObject({ a: { image: 'y' } })
  })

  it('is also a later document of the same file', async () => {
    const text = `${BASE}\n---\nservices: {a: {image: j, ports: !override ["81:81"]}}\n`
    const { a } = await servicesOf({ 'compose.yaml': text })
    expect(a).toMatchObject({ image: 'j', command: ['x'] })
    expect(a.ports).toHaveLength(1)
  })

  it.each([
    ['{gpus: [{count: 1}]}', '{gpus: all}', ['cannot-override compose.override.yaml:1:22']],
    ['{gpus: all}', '{gpus: [{count: 1}]}', []],
    ['{image: i}', '{ports: x}', ['wrong-type compose.override.yaml:1:23']],
    ['{image: i}', '[x]', ['wrong-type compose.override.yaml:1:15']],
  ])('%s cannot have just anything put over it: %s', async (base, over, failures) => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': `services: {a: ${base}}`,
      'compose.override.yaml': `services: {a: ${over}}`,
    })
    expect(await folder.failures()).toEqual(failures)
  })

  it('leaves a trace of what was before', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': BASE,
      'compose.override.yaml': 'services: {a: {image: j, environment: {A: 3}}}',
    })
    const { tree } = await folder.load()
    expect(findOrigin(tree, ['services', 'a', 'image'])?.was).toMatchObject({ value: 'i' })
    expect(findOrigin(tree, ['services', 'a', 'environment', 0])?.was).toMatchObject({ value: 'A=1' })
  })
})

describe('extends', () => {
  it.each<[string, Files, object]>([
    [
      'a service of the same file',
      { 'compose.yaml': 'services: {a: {extends: b, hostname: h}, b: {image: i}}' },
      { a: { image: 'i', hostname: 'h' } },
    ],
    [
      'a chain',
      { 'compose.yaml': 'services: {a: {extends: b}, b: {extends: {service: c}, user: u}, c: {image: i}}' },
      { a: { image: 'i', user: 'u' }, b: { image: 'i', user: 'u' } },
    ],
    [
      'a service of another file, whose paths are relative to that file',
      {
        'compose.yaml': 'services: {a: {extends: {file: sub/x.yaml, service: b}}}',
        'sub/x.yaml': 'services: {b: {extends: {file: ../y.yaml, service: c}, build: ./ctx}}',
        'y.yaml': 'services: {c: {env_file: ./e.env}}',
      },
      { a: { build: { context: '/sub/ctx' }, env_file: [{ path: '/e.env' }] } },
    ],
    [
      'its own file by name',
      { 'compose.yaml': 'services: {a: {extends: {file: compose.yaml, service: b}}, b: {image: i}}' },
      { a: { image: 'i' } },
    ],
    [
      'without what it resets',
      {
        'compose.yaml':
          'services: {a: {extends: b, ports: !override ["81:81"]}, b: {image: i, ports: ["80:80"]}}',
      },
      { a: { image: 'i', ports: [{ target: 81 }] } },
    ],
    [
      'with the variables of the project',
      {
        'compose.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}',
        'x.yaml': 'services: {b: {image: "$I"}}',
        '.env': 'I=image',
      },
      { a: { image: 'image' } },
    ],
  ])('%s', async (_, files, expected) => {
    expect(await servicesOf(files)).toMatchObject(expected)
  })

  it.each<[string, Files, string[]]>([
    [
      'a service that is not there',
      { 'compose.yaml': 'services: {a: {extends: b}}' },
      ['extends-service-missing compose.yaml:1:25'],
    ],
    [
      'a file that is not there',
      { 'compose.yaml': 'services: {a: {extends: {file: no.yaml, service: b}}}' },
      ['file-not-found compose.yaml:1:32'],
    ],
    [
      'a service that the file does not have',
      {
        'compose.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}',
        'x.yaml': 'services: {c: {image: i}}',
      },
      ['extends-service-missing compose.yaml:1:49'],
    ],
    [
      'a file without services',
      { 'compose.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}', 'x.yaml': 'volumes: {}' },
      ['extends-no-services compose.yaml:1:32'],
    ],
    [
      'nothing',
      { 'compose.yaml': 'services: {a: {extends: {file: x.yaml}}}' },
      ['extends-invalid compose.yaml:1:25'],
    ],
    ['itself', { 'compose.yaml': 'services: {a: {extends: a}}' }, ['extends-cycle compose.yaml:1:25']],
    [
      'in a circle',
      { 'compose.yaml': 'services: {a: {extends: b}, b: {extends: a}, c: {extends: a}}' },
      ['extends-cycle compose.yaml:1:42'],
    ],
    [
      'in a circle of files',
      {
        'compose.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}',
        'x.yaml': 'services: {b: {extends: {file: compose.yaml, service: a}}}',
      },
      ['extends-cycle x.yaml:1:25'],
    ],
    [
      'what is wrong in the other file',
      {
        'compose.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}',
        'x.yaml': 'services: {b: {imge: i}}',
      },
      ['unknown-key x.yaml:1:16'],
    ],
  ])('%s fails', async (_, files, failures) => {
    await using folder = await ProjectFolder.of(files)
    expect(await folder.failures()).toEqual(failures)
  })

  it('shows the way when something came by it', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': 'services: {a: {extends: {file: x.yaml, service: b}}}',
      'x.yaml': 'services: {b: {ports: ["x:y"]}}',
    })
    const [failure] = await folder.failed()
    expect(failure).toMatchObject({ code: 'port-invalid', related: [{ note: 'extended here' }] })
  })
})

describe('include', () => {
  it.each<[string, Files, object]>([
    [
      'a file, whose paths are relative to it',
      { 'compose.yaml': 'include: [sub/x.yaml]', 'sub/x.yaml': 'services: {b: {build: ./ctx}}' },
      { b: { build: { context: '/sub/ctx' } } },
    ],
    [
      'with its own .env under the variables of the project',
      {
        'compose.yaml': 'include: [sub/x.yaml]\nservices: {a: {image: "${X}${Y:-}"}}',
        '.env': 'X=top',
        'sub/x.yaml': 'services: {b: {image: "${X}${Y}"}}',
        'sub/.env': 'X=sub\nY=own',
      },
      { a: { image: 'top' }, b: { image: 'topown' } },
    ],
    [
      'with env files and a directory of its own',
      {
        'compose.yaml': 'include: [{path: [x.yaml, y.yaml], env_file: e.env, project_directory: sub}]',
        'x.yaml': 'services: {b: {image: "$X", build: ./ctx}}',
        'y.yaml': 'services: {b: {hostname: over}}',
        'e.env': 'X=e',
        'sub/file': '',
      },
      { b: { image: 'e', hostname: 'over', build: { context: '/sub/ctx' } } },
    ],
    [
      'a file that includes',
      {
        'compose.yaml': 'include: [a/x.yaml]',
        'a/x.yaml': 'include: [b/y.yaml]',
        'a/b/y.yaml': 'services: {b: {build: .}}',
      },
      { b: { build: { context: '/a/b' } } },
    ],
    [
      'without an env file',
      {
        'compose.yaml': 'include: [{path: sub/x.yaml, env_file: /dev/null}]',
        'sub/x.yaml': 'services: {b: {image: "${X:-none}"}}',
        'sub/.env': 'X=sub',
      },
      { b: { image: 'none' } },
    ],
    [
      'and be extended',
      {
        'compose.yaml': 'include: [x.yaml]\nservices: {a: {extends: b}}',
        'x.yaml': 'services: {b: {image: i}}',
      },
      { a: { image: 'i' } },
    ],
    [
      'and be overridden',
      {
        'compose.yaml': 'include: [x.yaml]\nservices: {b: {image: j, ports: ["81:81"]}}',
        'x.yaml': 'services: {b: {image: i, hostname: h, ports: ["80:80"]}}',
      },
      { b: { image: 'j', hostname: 'h', ports: [{ target: 80 }, { target: 81 }] } },
    ],
    [
      'the same service twice',
      {
        'compose.yaml': 'include: [x.yaml, x.yaml]',
        'x.yaml': 'services: {b: {image: i, security_opt: [x]}}',
      },
      { b: { image: 'i', security_opt: ['x'] } },
    ],
  ])('%s', async (_, files, expected) => {
    expect(await servicesOf(files)).toMatchObject(expected)
  })

  it.each<[string, Files, string[]]>([
    [
      'a file that is not there',
      { 'compose.yaml': 'include: [no.yaml]' },
      ['file-not-found compose.yaml:1:11'],
    ],
    [
      'an env file that is not there',
      {
        'compose.yaml': 'include: [{path: x.yaml, env_file: no.env}]',
        'x.yaml': 'services: {b: {image: i}}',
      },
      ['file-not-found compose.yaml:1:36'],
    ],
    ['no list', { 'compose.yaml': 'include: x.yaml' }, ['include-invalid compose.yaml:1:10']],
    [
      'what is no path',
      { 'compose.yaml': 'include: [{path: {a: b}}, 3]' },
      ['include-invalid compose.yaml:1:11', 'include-invalid compose.yaml:1:27'],
    ],
    ['itself', { 'compose.yaml': 'include: [compose.yaml]' }, ['include-cycle compose.yaml:1:11']],
    [
      'in a circle',
      { 'compose.yaml': 'include: [x.yaml]', 'x.yaml': 'include: [compose.yaml]' },
      ['include-cycle x.yaml:1:11'],
    ],
    [
      'something remote',
      { 'compose.yaml': 'include: ["oci://host/x"]' },
      ['remote-unsupported compose.yaml:1:11'],
    ],
    [
      'what is wrong',
      { 'compose.yaml': 'include: [x.yaml]', 'x.yaml': 'services: {b: {imge: i}}' },
      ['unknown-key x.yaml:1:16'],
    ],
  ])('%s fails', async (_, files, failures) => {
    await using folder = await ProjectFolder.of(files)
    expect(await folder.failures()).toEqual(failures)
  })
})

describe('--no-path-resolution', () => {
  it('leaves paths relative to the project', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yaml':
        'include: [inc/x.yaml]\nservices: {a: {build: ./a, extends: {file: ext/y.yaml, service: c}}}',
      'inc/x.yaml': 'services: {b: {build: ./b}}',
      'ext/y.yaml': 'services: {c: {env_file: ./c.env}}',
    })
    const { tree } = await folder.load({ resolvePaths: false })
    expect(plain(tree.services)).toMatchObject({
      a: { build: { context: './a' }, env_file: [{ path: 'ext/c.env' }] },
      b: { build: { context: 'inc/b' } },
    })
  })

  it.each<[how: string, main: string, service: string]>([
    ['extended', 'services: {a: {extends: {file: d/x.yaml, service: x}}}', 'a'],
    ['included and extended', 'include: [d/i.yaml]', 'c'],
    ['extended by a file beside that is included', 'include: [j.yaml]', 'b'],
  ])('keeps paths of what is %s through others relative to the project', async (_, main, service) => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': main,
      'j.yaml': 'services: {b: {extends: {file: d/x.yaml, service: x}}}',
      'd/i.yaml': 'services: {c: {extends: {file: x.yaml, service: x}}}',
      'd/x.yaml': 'services: {x: {extends: {file: e/y.yaml, service: y}, volumes: [./1:/1]}}',
      'd/e/y.yaml': 'services: {y: {extends: {file: ../../z.yaml, service: z}, volumes: [./2:/2]}}',
      'z.yaml': 'services: {z: {image: i, volumes: [./3:/3]}}',
    })
    const { tree } = await folder.load({ resolvePaths: false })
    const { volumes } =
      (plain(tree.services) as Record<string, { volumes: { source: string }[] }>)[service] ?? {}
    expect(volumes?.map(({ source }) => source)).toEqual(['3', 'd/e/2', 'd/1'])
  })
})

describe('--no-interpolate', () => {
  it('leaves variables', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yaml': 'services: {a: {image: "$X$$", ports: ["${P}:80"], privileged: "${Q}"}}',
    })
    const { tree } = await folder.load({ interpolate: false })
    expect(plain(tree.services)).toMatchObject({ a: { image: '$X$$', privileged: '${Q}' } })
  })
})
