import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LoadOptions } from '../../../src/model/loaded.ts'
import { ProjectFolder } from '../support/project-folder.ts'

const FILES = {
  'App One/compose.yaml': 'services: {a: {image: "${X:-none}"}}',
  'App One/.env': 'X=root\nCOMPOSE_PROFILES=p, q\n',
  'App One/sub/other.yaml': 'name: ${N:-Named It}\nservices: {a: {image: "other-${X:-none}"}}',
  'App One/sub/.env': 'X=sub\n',
  'App One/sub/deep/er/file': '',
  'App One/compose.override.yaml': 'services: {a: {hostname: over}}',
  'plain/docker-compose.yml': 'services: {a: {image: plain}}',
}

interface Case {
  readonly cwd?: string
  readonly env?: Record<string, string>
  readonly options?: Partial<LoadOptions>
}

async function locate({ cwd = 'App One', env = {}, options = {} }: Case) {
  await using folder = await ProjectFolder.of(FILES)
  const environment = { HOME: '/home/me', ...env }
  const loaded = await folder.load({ cwd: join(folder.path, cwd), environment, ...options })
  const { services } = loaded.tree as unknown as { services: { a: { image: string } } }
  const short = (path: string) => path.replace(`${folder.path}/`, '')
  return {
    name: loaded.name,
    image: services.a.image,
    directory: short(loaded.directory),
    files: loaded.files.map(short),
    profiles: loaded.profiles,
    envFiles: loaded.envFiles.map(short),
    project: loaded.environment.get('COMPOSE_PROJECT_NAME'),
  }
}

const found = {
  name: 'appone',
  image: 'root',
  directory: 'App One',
  files: ['App One/compose.yaml', 'App One/compose.override.yaml'],
}
const other = { name: 'namedit', directory: 'App One/sub', files: ['App One/sub/other.yaml'] }

describe('a project', () => {
  it.each<[string, Case, object]>([
    ['is found where one is', {}, { ...found, profiles: ['p', 'q'], project: 'appone' }],
    ['is found above', { cwd: 'App One/sub/deep/er' }, found],
    ['found above has the .env of where one is', { cwd: 'App One/sub' }, { ...found, image: 'sub' }],
    ['is what -f says', { options: { files: ['sub/other.yaml'] } }, { ...other, image: 'other-sub' }],
    [
      'of several -f has its directory from the first',
      { options: { files: ['sub/other.yaml', 'compose.yaml'] } },
      { name: 'namedit', image: 'sub', directory: 'App One/sub' },
    ],
    [
      'has the directory that --project-directory says',
      { options: { files: ['compose.yaml'], projectDirectory: 'sub' } },
      { name: 'sub', image: 'sub', directory: 'App One/sub' },
    ],
    [
      'is looked for in --project-directory',
      { cwd: 'plain', options: { projectDirectory: '../App One' } },
      found,
    ],
    [
      'is what COMPOSE_FILE says',
      { env: { COMPOSE_FILE: 'sub/other.yaml' } },
      { ...other, image: 'other-root' },
    ],
    [
      'of several files in COMPOSE_FILE',
      { env: { COMPOSE_FILE: 'compose.yaml;sub/other.yaml', COMPOSE_PATH_SEPARATOR: ';' } },
      { name: 'namedit', image: 'other-root', files: ['App One/compose.yaml', 'App One/sub/other.yaml'] },
    ],
    ['is named by -p', { options: { projectName: 'given' } }, { ...found, name: 'given', project: 'given' }],
    ['is named by COMPOSE_PROJECT_NAME', { env: { COMPOSE_PROJECT_NAME: 'given' } }, { name: 'given' }],
    [
      'is named by -p first',
      { env: { COMPOSE_PROJECT_NAME: 'x' }, options: { projectName: 'y' } },
      { name: 'y' },
    ],
    [
      'has profiles of flags instead of the environment',
      { options: { profiles: ['r'] } },
      { profiles: ['r'] },
    ],
    ['has variables of the process first', { env: { X: 'env' } }, { image: 'env' }],
    [
      'has those of --env-file instead of .env',
      { options: { envFiles: ['sub/.env'] } },
      { image: 'sub', envFiles: ['App One/sub/.env'], profiles: [] },
    ],
    [
      'has the later --env-file over the earlier',
      { options: { envFiles: ['sub/.env', '.env'] } },
      { image: 'root' },
    ],
    ['has those of COMPOSE_ENV_FILES', { env: { COMPOSE_ENV_FILES: '.env,sub/.env' } }, { image: 'sub' }],
    ['has none of .env when told so', { env: { COMPOSE_DISABLE_ENV_FILE: 'true' } }, { image: 'none' }],
    [
      'of standard input is in the working directory',
      {
        cwd: 'App One/sub',
        options: { files: ['-'], readStdin: async () => 'services: {a: {image: "in-${X}"}}' },
      },
      { name: 'sub', image: 'in-sub', directory: 'App One/sub', files: ['-'] },
    ],
  ])('%s', async (_, given, expected) => {
    expect(await locate(given)).toMatchObject(expected)
  })

  it('takes COMPOSE_* of .env for those of the process', async () => {
    await using folder = await ProjectFolder.of({
      ...FILES,
      'App One/.env': 'COMPOSE_FILE=sub/other.yaml\nCOMPOSE_PROJECT_NAME=fromenv\n',
    })
    const loaded = await folder.load({ cwd: join(folder.path, 'App One') })
    expect(loaded).toMatchObject({ name: 'fromenv', files: [join(folder.path, 'App One/sub/other.yaml')] })
  })

  it('passes over a directory called .env', async () => {
    await using folder = await ProjectFolder.of({ 'compose.yaml': 'services: {a: {image: i}}' })
    await mkdir(join(folder.path, '.env'))
    await expect(folder.load()).resolves.toBeDefined()
  })

  it('in a linked directory has the name of the link, and a warning', async () => {
    await using folder = await ProjectFolder.of({ 'real/compose.yaml': 'services: {a: {build: .}}' })
    const link = join(folder.path, 'link')
    await symlink('real', link)
    const loaded = await folder.load({
      cwd: join(folder.path, 'real'),
      environment: { HOME: '/', PWD: link },
    })
    expect(loaded).toMatchObject({
      name: 'link',
      directory: link,
      warnings: [{ code: 'project-name-from-link' }],
    })
  })

  it('is not misled by a PWD of elsewhere', async () => {
    await using folder = await ProjectFolder.of({
      'a/compose.yaml': 'services: {a: {image: i}}',
      'b/file': '',
    })
    const environment = { HOME: '/', PWD: join(folder.path, 'b') }
    expect(await folder.load({ cwd: join(folder.path, 'a'), environment })).toMatchObject({ name: 'a' })
  })

  it('warns of several files with names that are looked for', async () => {
    await using folder = await ProjectFolder.of({
      'compose.yml': 'services: {a: {image: i}}',
      'docker-compose.yml': 'services: {a: {image: j}}',
    })
    const { warnings } = await folder.load()
    expect(warnings).toMatchObject([
      { code: 'several-files', data: { used: join(folder.path, 'compose.yml') } },
    ])
  })
})

describe('no project', () => {
  it.each<[string, Record<string, string>, Case, string[]]>([
    ['without a file', {}, {}, ['no-compose-file']],
    ['in an empty file', { 'compose.yaml': '# nothing\n' }, {}, ['project-empty']],
    ['of a name that is none', FILES, { options: { projectName: 'No Name' } }, ['project-name-invalid']],
    [
      'of a variable that is no name',
      FILES,
      { env: { COMPOSE_PROJECT_NAME: '-x' } },
      ['project-name-invalid'],
    ],
    [
      'of a name that is empty',
      { 'compose.yaml': 'name: ___\nservices: {a: {image: i}}' },
      {},
      ['project-name-empty compose.yaml:1:7'],
    ],
    ['of a file that is not there', {}, { options: { files: ['no.yaml'] } }, ['file-not-found']],
    ['of a variable that names none', {}, { env: { COMPOSE_FILE: 'no.yaml' } }, ['file-not-found']],
    ['of an env file that is not there', {}, { options: { envFiles: ['no.env'] } }, ['file-not-found']],
    [
      'with a switch that is none',
      { 'compose.yaml': 'services: {a: {image: i}}' },
      { env: { COMPOSE_DISABLE_ENV_FILE: 'perhaps' } },
      ['variable-not-boolean'],
    ],
    ['of a remote file', {}, { options: { files: ['oci://host/app:1'] } }, ['remote-unsupported']],
    ['of a repository', {}, { options: { files: ['https://host/app.git#main'] } }, ['remote-unsupported']],
  ])('%s', async (_, files, { cwd = '', env = {}, options = {} }, failures) => {
    await using folder = await ProjectFolder.of(files)
    const at = files === FILES ? 'App One' : cwd
    const environment = { HOME: '/home/me', ...env }
    const got = await folder.failures({ cwd: join(folder.path, at), environment, ...options })
    expect(got).toEqual(expect.arrayContaining(failures))
  })
})
