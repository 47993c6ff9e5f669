import { describe, expect, it } from 'vitest'
import { complete } from '../../src/cli/commands/complete.ts'
import { completion } from '../../src/cli/commands/completion.ts'
import { candidatesFor } from '../../src/cli/completion/candidates.ts'
import { whatNext } from '../../src/cli/completion/what-next.ts'
import type { Context } from '../../src/cli/context.ts'
import { globalFlags } from '../../src/cli/globals.ts'
import { commands } from '../../src/cli/table.ts'
import { failureOfAsync } from './support/failure-of.ts'

async function candidates(...words: string[]): Promise<string[]> {
  const next = await whatNext(words, async (name) => commands[name]?.load())
  const { words: found, paths } = await candidatesFor(next, words.at(-1) ?? '', {
    commands: Object.keys(commands).map((word) => ({ word })),
    names: async (globals) => ({ services: ['api', 'db', `asked ${globals}`], profiles: ['debug'] }),
  })
  return [...(paths ? [`(${paths})`] : []), ...found.map(({ word }) => word)]
}

// Real shells are driven in test/scenarios/completion.test.ts.
describe('completion', () => {
  it.each<[string[], string[]]>([
    [['--pro'], ['--profile', '--progress', '--project-directory', '--project-name']],
    [
      ['up', 'api', ''],
      ['db', 'asked '],
    ],
    [['-fx', '-p', 'shop', 'logs', 'as'], ['asked -fx,-p,shop']],
    [['logs', '-fn5', 'ap'], ['api']],
    [['logs', '-fn', ''], []],
    [['logs', '-fn', '5', 'd'], ['db']],
    [['up', '--detach=f'], ['--detach=false']],
    [['up', '--', '-'], []],
    [
      ['up', '--', 'a'],
      ['api', 'asked '],
    ],
    [['exec', 'ap'], ['api']],
    [['exec', 'api', '-'], ['(files)']],
    [['exec', 'api', 'sh', '-c', ''], ['(files)']],
    [['port', 'api', ''], []],
    [['ls', ''], []],
    [['login', ''], []],
    [['cp', ''], ['(files)']],
    [
      ['scale', 'api=2', ''],
      ['db=', 'asked ='],
    ],
    [
      ['wait', 'api', ''],
      ['db', 'asked '],
    ],
    [['nonsense', ''], []],
    [['-q', '--nonsense', 'ps', '--format', 'j'], ['json']],
    [['--project-directory', ''], ['(folders)']],
    [[''], Object.keys(commands)],
  ])('%j', async (words, expected) => {
    expect(await candidates(...words)).toEqual(expected)
  })

  it('never offers what is hidden', async () => {
    expect(await candidates('--ver')).toEqual([])
    const written: string[] = []
    const stdout = { write: (text: string) => written.push(text) }
    await complete.run({ stdout } as unknown as Context, {}, ['conv'])
    expect(written).toEqual(['none\n'])
  })

  it('offers what a flag can be wherever its help names it', async () => {
    const loaded = await Promise.all(Object.values(commands).map((entry) => entry.load()))
    const all = [globalFlags, ...loaded.map(({ flags }) => flags)].flatMap((flags) => Object.values(flags))
    const silent = all.filter(
      ({ kind, help, choices, hidden }) =>
        (kind === 'text' || kind === 'list') &&
        !hidden &&
        !choices &&
        /: \w+, .* or \w+$|^\w+ or \w+$/.test(help),
    )
    expect(silent.map(({ spelling }) => spelling)).toEqual([])
  })

  it('knows three shells', async () => {
    expect(await failureOfAsync(() => completion.run({ stdout: {} } as Context, {}, ['tcsh']))).toMatchObject(
      {
        code: 'flag-value-invalid',
        data: { allowed: ['bash', 'zsh', 'fish'] },
      },
    )
  })
})
