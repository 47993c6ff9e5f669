import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completion } from '../../src/cli/commands/completion.ts'
import type { Context } from '../../src/cli/context.ts'
import { failureOfAsync } from './support/failure-of.ts'

async function scriptFor(shell: string): Promise<string> {
  const written: string[] = []
  const stdout = { write: (text: string) => written.push(text) }
  await completion.run({ stdout } as unknown as Context, {}, [shell])
  return written.join('')
}

describe('completion', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tscompose-completion-'))
    writeFileSync(join(folder, 'script'), await scriptFor('bash'))
    // What is asked for names answers with what it was asked.
    writeFileSync(join(folder, 'tscompose'), '#!/bin/sh\nfor word; do echo "asked:$word"; done\n', {
      mode: 0o755,
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const complete = (...words: string[]): string[] => {
    const script = `. ${folder}/script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tscompose; printf '%s\\n' "\${COMPREPLY[@]}"`
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
    const output = execFileSync('bash', ['-c', script, 'bash', 'tscompose', ...words], { cwd: folder, env })
    return output.toString().split('\n').filter(Boolean).sort()
  }

  it.each<[string[], string[]]>([
    [['lo'], ['logs']],
    [['--pro'], ['--profile', '--progress', '--project-directory', '--project-name']],
    [
      ['up', '--ab'],
      ['--abort-on-container-exit', '--abort-on-container-failure'],
    ],
    [['--progress', 'pl'], ['plain']],
    [
      ['up', '--pull', ''],
      ['always', 'missing', 'never'],
    ],
    [
      ['logs', 'a'],
      ['asked:--services', 'asked:config'],
    ],
    [
      ['up', '--attach', 'a'],
      ['asked:--services', 'asked:config'],
    ],
    [
      ['--profile', 'a'],
      ['asked:--profiles', 'asked:config'],
    ],
    [
      ['-f', 'other.yaml', 'logs', 'a'],
      ['asked:--services', 'asked:-f', 'asked:config', 'asked:other.yaml'],
    ],
    [['up', '--timeout', ''], []],
  ])('bash: %j', (words, expected) => {
    expect(complete(...words)).toEqual(expected)
  })

  it('never offers what is hidden', () => {
    expect(complete('--ver')).toEqual([])
    expect(complete('conv')).toEqual([])
  })

  it.each(['zsh', 'fish'])('%s knows every command and flag too', async (shell) => {
    const script = await scriptFor(shell)
    for (const part of ['rollback', 'abort-on-container-exit', 'config --services']) {
      expect(script).toContain(part)
    }
  })

  it('knows three shells', async () => {
    expect(await failureOfAsync(() => scriptFor('tcsh'))).toMatchObject({
      code: 'flag-value-invalid',
      data: { allowed: ['bash', 'zsh', 'fish'] },
    })
  })
})
