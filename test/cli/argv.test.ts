import { describe, expect, it } from 'vitest'
import { spellOut } from '../../src/cli/argv.ts'
import { bool, integer, list, maybe, text } from '../../src/cli/flag.ts'
import { failureOf } from './support/failure-of.ts'

const flags = {
  detach: bool('-d, --detach', ''),
  interactive: bool('-i, --interactive', ''),
  tail: text('-n, --tail', ''),
  timeout: integer('-t, --timeout', ''),
  env: list('-e, --env', ''),
  noTty: maybe('-T, --no-tty', '', { aliases: ['no-TTY'] }),
  secret: bool('--secret', '', { hidden: true }),
}

const plain = { command: 'up', flags, stopAtArgument: false }

describe('spellOut', () => {
  it.each<[string, string[], string[]]>([
    ['a long flag with its value apart', ['--tail', '5'], ['--tail=5']],
    ['a long flag with its value attached', ['--tail=5'], ['--tail=5']],
    ['a value that looks like a flag', ['--tail', '-5'], ['--tail=-5']],
    ['a value with an equals sign', ['--env', 'A=b=c'], ['--env=A=b=c']],
    ['an empty value', ['--tail='], ['--tail=']],
    ['a boolean', ['--detach', 'web'], ['--detach=true', 'web']],
    ['a boolean that is turned off', ['--detach=false'], ['--detach=false']],
    ['a letter', ['-d'], ['--detach=true']],
    ['letters together', ['-dit5'], ['--detach=true', '--interactive=true', '--timeout=5']],
    ['a letter with its value apart', ['-n', 'all'], ['--tail=all']],
    ['a letter with its value attached', ['-nall'], ['--tail=all']],
    ['a letter with an equals sign', ['-n=all'], ['--tail=all']],
    ['a boolean letter turned off', ['-i=false'], ['--interactive=false']],
    ['an older spelling', ['--no-TTY'], ['--no-tty=true']],
    ['flags after arguments', ['web', '-d'], ['web', '--detach=true']],
    ['a lone dash', ['-'], ['-']],
    ['what follows two dashes', ['-d', '--', '-x', '--tail'], ['--detach=true', '--', '-x', '--tail']],
    ['help by letter', ['-h'], ['--help']],
  ])('understands %s', (_, typed, spelled) => {
    expect(spellOut(typed, plain)).toEqual(spelled)
  })

  it('leaves everything after the first argument alone where it is not ours', () => {
    const words = ['-d', 'web', 'ls', '-la', '--tail']
    expect(spellOut(words, { ...plain, stopAtArgument: true })).toEqual([
      '--detach=true',
      '--',
      'web',
      'ls',
      '-la',
      '--tail',
    ])
  })

  it.each<[string[], object]>([
    [['--nope'], { code: 'unknown-flag', data: { flag: '--nope', command: 'up' } }],
    [['--detahc'], { code: 'unknown-flag', data: { flag: '--detahc', suggestion: '--detach' } }],
    [['--secre'], { code: 'unknown-flag', data: { flag: '--secre', command: 'up' } }],
    [['-dZ'], { code: 'unknown-flag', data: { flag: '-Z', command: 'up' } }],
    [['--tail'], { code: 'flag-needs-value', data: { flag: '--tail' } }],
    [['-dn'], { code: 'flag-needs-value', data: { flag: '-n' } }],
  ])('%j fails', (typed, expected) => {
    expect(failureOf(() => spellOut(typed, plain))).toMatchObject(expected)
  })

  it('never suggests a hidden flag', () => {
    expect(failureOf(() => spellOut(['--secre'], plain)).data).not.toHaveProperty('suggestion')
  })

  it('takes the first argument for a command where commands are asked for', () => {
    const root = { flags, stopAtArgument: true, commands: ['ps', 'pause'] }
    expect(spellOut(['-d', 'help', 'ps'], root)).toEqual(['--detach=true', 'ps', '--help'])
    expect(spellOut(['help'], root)).toEqual(['--help'])
    expect(spellOut(['-d', 'ps', '--anything'], root)).toEqual(['--detach=true', 'ps', '--anything'])
    expect(failureOf(() => spellOut(['sp'], root))).toMatchObject({
      code: 'unknown-command',
      data: { name: 'sp', suggestion: 'ps' },
    })
  })
})
