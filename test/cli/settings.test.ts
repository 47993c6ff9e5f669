import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withEnvFileSettings } from '../../src/cli/settings.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-settings-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

const NOTHING = { file: [], envFile: [], profile: [], projectDirectory: undefined, workdir: undefined }

const settings = (globals: object = {}, environment: Readonly<Record<string, string>> = {}) =>
  withEnvFileSettings(environment, { ...NOTHING, ...globals } as never, folder)

describe('settings of env files', () => {
  it.each<[where: string, file: string, globals: object, environment?: Record<string, string>]>([
    ['the working directory', '.env', {}],
    ['beside the first file named', 'sub/.env', { file: ['-', 'sub/compose.yaml', 'compose.yaml'] }],
    ['the project directory', 'other/.env', { file: ['sub/x.yaml'], projectDirectory: 'other' }],
    ['a file named', 'x/test.env', { envFile: ['x/test.env'] }],
    ['a file that a variable names', 'y.env', {}, { COMPOSE_ENV_FILES: 'y.env' }],
  ])('are found in %s', async (_, file, globals, environment) => {
    write({ [file]: 'COMPOSE_REMOVE_ORPHANS=1\nOTHER=2\n' })
    expect(await settings(globals, environment)).toEqual({ COMPOSE_REMOVE_ORPHANS: '1', ...environment })
  })

  it('are below those of the process', async () => {
    write({ '.env': 'COMPOSE_PROGRESS=json\nCOMPOSE_ANSI=never\n' })
    expect(await settings({}, { COMPOSE_PROGRESS: 'plain' })).toEqual({
      COMPOSE_PROGRESS: 'plain',
      COMPOSE_ANSI: 'never',
    })
  })

  it.each<[why: string, files: Record<string, string>, environment?: Record<string, string>]>([
    ['there is none', {}],
    ['it cannot be read', { '.env': 'COMPOSE_ANSI=never\nnot a line\n' }],
    ['it is a folder', { '.env/x': '' }],
    ['it is not to be read', { '.env': 'COMPOSE_ANSI=never' }, { COMPOSE_DISABLE_ENV_FILE: '1' }],
  ])('are none where %s', async (_, files, environment = {}) => {
    write(files)
    expect(await settings({}, environment)).toEqual(environment)
  })
})
