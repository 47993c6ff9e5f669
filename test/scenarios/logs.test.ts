import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'
import { ended } from './support/states.ts'

const speaker = (script: string) =>
  `{image: busybox, init: true, stop_grace_period: 0s, command: ["sh", "-c", "${script}"]}`

describe('logs', () => {
  scenario('show what was printed, by container, as far as is asked for', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:\n  a: ${speaker('echo one; echo two; echo three')}\n  long-name: ${speaker('echo other >&2')}\n`,
    })
    await stack.succeeds('up -d')
    await ended(stack, 'a', 'long-name')
    const logs = async (flags: string) => (await stack.succeeds(`logs ${flags}`.trim())).stdout

    const all = await logs('')
    expect(all.split('\n').sort()).toEqual(
      ['', 'a-1          | one', 'a-1          | three', 'a-1          | two', 'long-name-1  | other'].sort(),
    )
    expect(await logs('a')).toBe('a-1  | one\na-1  | two\na-1  | three\n')
    expect(await logs('-n 1 --no-log-prefix a')).toBe('three\n')
    expect(await logs('--tail 2 --no-log-prefix a')).toBe('two\nthree\n')
    expect(await logs('-n 0 a')).toBe('')
    expect(await logs('-t --no-log-prefix -n 1 a')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z three\n$/)
    expect(await logs('--since 1h --no-log-prefix a')).toBe('one\ntwo\nthree\n')
    expect(await logs('--until 1h a')).toBe('')
    expect(await logs('--since 2099-01-01T00:00:00Z a')).toBe('')

    const colored = await stack.succeeds('--ansi', 'always', 'logs', 'a')
    expect(colored.stdout).toContain('\u001b[36ma-1  | \u001b[0mone')
    const plain = await stack.succeeds('--ansi', 'always', 'logs', '--no-color', 'a')
    expect(plain.stdout).toBe('a-1  | one\na-1  | two\na-1  | three\n')
  })

  scenario('-f goes on with what is printed, also by containers that start later', async ({ stack }) => {
    const counting = (word: string) =>
      speaker(`for i in 1 2 3 4 5 6 7 8 9; do echo ${word} $$i; sleep 0.3; done; sleep 100`)
    const first = `services:\n  a: ${counting('first')}\n`
    await stack.write({ 'compose.yaml': first })
    await stack.succeeds('up -d')
    const following = stack.start('-p', stack.name, 'logs', '-f')
    await following.prints('a-1  | first 1')
    await stack.write({ 'compose.yaml': `${first}  later: ${counting('second')}\n` })
    await stack.succeeds('up -d')
    // The prefix grows with the names: how wide it is where depends on what comes first.
    for (const last of ['| second 9', '| first 9']) await following.prints(last)
    following.signal('SIGINT')
    const { code, stderr } = await following.ended
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' })
  })

  scenario('-f ends when nothing runs any more', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  a: ${speaker('echo hello; sleep 100')}\n` })
    await stack.succeeds('up -d')
    const following = stack.start('logs -f')
    await following.prints('a-1  | hello')
    await stack.succeeds('down')
    const { code, stdout } = await following.ended
    expect(code).toBe(0)
    expect(stdout.startsWith('a-1  | hello\n')).toBe(true)
  })

  scenario('--json is an object a line, in the order of time, also while it follows', async ({ stack }) => {
    const counting = (word: string) =>
      speaker(`for i in 1 2 3; do echo ${word} $$i; sleep 0.4; done; sleep 100`)
    await stack.write({
      'compose.yaml': `services:\n  a: ${counting('left').replace('{', '{scale: 2, ')}\n  b: ${speaker('sleep 0.2; echo oops >&2')}\n`,
    })
    await stack.succeeds('up -d')
    const following = stack.start('logs --json -f')
    for (const service of ['"a","replica":1', '"a","replica":2'])
      await following.prints(`"service":${service},"stream":"stdout","message":"left 3"`)
    await following.prints('"message":"oops"')
    following.signal('SIGINT')
    const rowsOf = (stdout: string) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    const followed = rowsOf((await following.ended).stdout)
    const rows = rowsOf((await stack.succeeds('logs --json')).stdout)
    expect(rows).toHaveLength(7)
    expect(followed).toHaveLength(7)
    const times = rows.map(({ time }) => time)
    expect(times).toEqual([...times].sort())
    expect(new Set(followed.map((row) => JSON.stringify(row)))).toEqual(
      new Set(rows.map((row) => JSON.stringify(row))),
    )
    expect(rows).toContainEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      service: 'b',
      replica: 1,
      stream: 'stderr',
      message: 'oops',
    })
    const last = rowsOf((await stack.succeeds('logs --json --tail 1 --index 2 a')).stdout)
    expect(last.map(({ replica, message }) => [replica, message])).toEqual([[2, 'left 3']])
    expect((await stack.succeeds('logs --json --until 1h')).stdout).toBe('')
  })
})
