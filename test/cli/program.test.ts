import { describe, expect, it } from 'vitest'
import { checkGlobals, type Globals } from '../../src/cli/globals.ts'
import { readCommandLine } from '../../src/cli/program.ts'
import { commands } from '../../src/cli/table.ts'
import { Failed } from '../../src/model/failure.ts'
import { failureOfAsync } from './support/failure-of.ts'

function helpOutput() {
  const written: string[] = []
  return { columns: 80, write: (text: string) => void written.push(text), written }
}

async function read(...argv: string[]) {
  return readCommandLine(argv, helpOutput())
}

describe('readCommandLine', () => {
  it('keeps global flags before the command apart from those after it', async () => {
    const line = await read(
      '-f',
      'a.yaml',
      '--file=b.yaml',
      '-p',
      'shop',
      '--profile',
      'x',
      'version',
      '-f',
      'json',
    )
    expect(line?.globals).toMatchObject({ file: ['a.yaml', 'b.yaml'], projectName: 'shop', profile: ['x'] })
  })

  it.each(['tscompose', 'compose'])(
    "passes over %s, which the docker client puts before a plugin's command",
    async (name) => {
      expect((await read(name, '-p', 'shop', 'version'))?.globals).toMatchObject({ projectName: 'shop' })
      expect((await read('--context', 'other', name, 'version'))?.globals).toMatchObject({ context: 'other' })
    },
  )

  it('fails on a level of logging that does not exist', async () => {
    const line = await read('--log-level', 'foo', 'version')
    expect(() => checkGlobals(line?.globals as Globals)).toThrow(Failed)
  })

  it('takes --dry-run on either side of the command', async () => {
    expect((await read('--dry-run', 'version'))?.globals.dryRun).toBe(true)
    expect((await read('version', '--dry-run'))?.globals.dryRun).toBe(true)
    expect((await read('version'))?.globals.dryRun).toBe(false)
  })

  it('has defaults for what was not given', async () => {
    expect((await read('version'))?.globals).toMatchObject({ file: [], ansi: 'auto', parallel: -1 })
  })

  it.each<[string[], object]>([
    [['versoin'], { code: 'unknown-command', data: { name: 'versoin', suggestion: 'version' } }],
    [['--fil', 'x'], { code: 'unknown-flag', data: { flag: '--fil', suggestion: '--file' } }],
    [['version', '--shrot'], { code: 'unknown-flag', data: { command: 'version', suggestion: '--short' } }],
    [
      ['version', 'x'],
      { code: 'arguments-too-many', data: { command: 'version', max: 0, given: 1, first: 'x' } },
    ],
    [['exec', 'web'], { code: 'arguments-too-few', data: { command: 'exec', min: 2, given: 1 } }],
    [['--parallel', 'many', 'ps'], { code: 'flag-value-invalid', data: { flag: '--parallel' } }],
    [['stop', '-t', 'soon'], { code: 'flag-value-invalid', data: { flag: '--timeout', value: 'soon' } }],
    [
      ['up', '--detach=maybe'],
      { code: 'flag-value-invalid', data: { flag: '--detach', expected: 'boolean' } },
    ],
    [['up', '-p', 'x'], { code: 'unknown-flag', data: { flag: '-p', command: 'up' } }],
  ])('%j fails', async (argv, expected) => {
    expect(await failureOfAsync(() => read(...argv))).toMatchObject(expected)
  })

  it('leaves the flags of what exec runs alone', async () => {
    expect(await read('exec', 'web', 'ls', '--all', '-Z')).toBeDefined()
  })

  it('shows help instead, on standard output', async () => {
    const output = helpOutput()
    expect(await readCommandLine(['up', '--help'], output)).toBeUndefined()
    expect(output.written.join('')).toContain('Usage: tscompose up [OPTIONS] [SERVICE...]')
  })

  it('shows all commands that are not hidden when nothing is asked for', async () => {
    const output = helpOutput()
    expect(await readCommandLine([], output)).toBeUndefined()
    const text = output.written.join('')
    for (const [name, { hidden }] of Object.entries(commands)) {
      const isListed = new RegExp(`^  ${name}\\b`, 'm').test(text)
      expect({ name, isListed }).toEqual({ name, isListed: !hidden })
    }
  })
})

describe('commands', () => {
  it.each(Object.keys(commands))(
    '%s has the name, summary and examples that its help promises',
    async (name) => {
      const entry = commands[name]
      const definition = await entry?.load()
      expect(definition?.summary).toBe(entry?.summary)
      expect(definition?.examples.length).toBeGreaterThan(0)
      for (const example of definition?.examples ?? []) expect(example.split(' ')).toContain(definition?.name)
    },
  )
})
