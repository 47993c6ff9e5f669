import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'

/** Prints, and ends at once when it is told to. */
const worker = (name: string, more = '') => `
    image: busybox
    init: true
    command: ["sh", "-c", "trap 'echo ${name} stops; exit 0' TERM; echo ${name} works; ${more} while :; do sleep 0.1; done"]`

const pair = `
services:
  short: ${worker('short')}
  much-longer: ${worker('longer')}
    depends_on: [short]
`

describe('foreground up', () => {
  scenario('prefixes are aligned, and each stream goes where it came from', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `
services:
  a: {image: busybox, command: ["sh", "-c", "echo out; echo err >&2"]}
  longer-name: {image: busybox, command: ["echo", "hello"]}
`,
    })
    const { code, stdout, stderr } = await stack.run('up')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Attaching to a-1, longer-name-1$/m)
    expect(stdout).toMatch(/^a-1 {12}\| out$/m)
    expect(stdout).toMatch(/^longer-name-1 {2}\| hello$/m)
    expect(stdout).toMatch(/^a-1 exited with code 0$/m)
    expect(stderr).toMatch(/^a-1 {12}\| err$/m)
    expect(stdout).not.toContain('| err')
  })

  scenario('the first Ctrl-C stops in reverse order, and what is still said is shown', async ({ stack }) => {
    await stack.write({ 'compose.yaml': pair })
    const running = stack.start('up')
    await running.prints('longer works')
    await running.prints('short works')
    running.signal('SIGINT')
    const { code, stdout } = await running.ended
    expect(code).toBe(130)
    expect(stdout).toContain('Gracefully Stopping... press Ctrl+C again to force')
    expect(stdout.indexOf('longer stops')).toBeGreaterThan(0)
    expect(stdout.indexOf('short stops')).toBeGreaterThan(stdout.indexOf('longer stops'))
    const states = (await stack.containers()).map(({ State }) => [State.Status, State.ExitCode])
    expect(states).toEqual([
      ['exited', 0],
      ['exited', 0],
    ])
  })

  scenario('the second Ctrl-C kills', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `
services:
  deaf: {image: busybox, init: true, command: ["sh", "-c", "trap 'echo no' TERM; echo deaf; while :; do sleep 0.1; done"]}
`,
    })
    const running = stack.start('up')
    await running.prints('| deaf')
    running.signal('SIGINT')
    await running.prints('| no')
    running.signal('SIGINT')
    const { code, stdout } = await running.ended
    expect(code).toBe(130)
    expect(stdout).toContain('deaf-1 exited with code 137')
  })

  scenario.for([
    ['--abort-on-container-exit', 3],
    ['--abort-on-container-failure', 3],
    ['--exit-code-from ends', 3],
    ['--exit-code-from stays', 0],
    ['--abort-on-container-failure --exit-code-from stays', 0],
  ] as const)('up %s ends with %i', async ([flags, expected], { stack }) => {
    await stack.write({
      'compose.yaml': `
services:
  ends: {image: busybox, command: ["sh", "-c", "sleep 1; exit 3"]}
  stays: ${worker('stays')}
`,
    })
    const { code, stderr } = await stack.run(`up ${flags}`)
    expect(stderr).toContain('Aborting on container exit...')
    expect(code).toBe(expected)
    // What had ended is told, too.
    for (const service of ['ends', 'stays']) expect(stderr).toContain(`${stack.name}-${service}-1  Stopped`)
    expect((await stack.container('stays')).State.Status).toBe('exited')
  })

  scenario('what is not attached to is not shown', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `
services:
  loud: {image: busybox, command: ["echo", "heard"]}
  quiet: {image: busybox, command: ["echo", "unheard"], attach: false}
  told: {image: busybox, command: ["echo", "unheard"]}
`,
    })
    const { stdout } = await stack.succeeds('up --no-attach told')
    expect(stdout).toContain('heard')
    expect(stdout).not.toContain('unheard')
  })

  scenario('a container that the engine starts again is followed', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `
services:
  again: {image: busybox, restart: "on-failure:2", command: ["sh", "-c", "echo try; sleep 0.5; exit 4"]}
`,
    })
    const { stdout } = await stack.run('up')
    expect(stdout.match(/^again-1 {2}\| try$/gm)).toHaveLength(3)
    expect(stdout.match(/exited with code 4 \(restarting\)/g)).toHaveLength(2)
    expect(stdout).toMatch(/^again-1 exited with code 4$/m)
  })
})
