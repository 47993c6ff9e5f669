import { describe, expect } from 'vitest'
import { withoutSequences } from '../../src/show/ansi.ts'
import { textWidth } from '../../src/show/width.ts'
import { scenario } from './support/scenario.ts'
import { onTerminal } from './support/terminal.ts'

/** Settings of a terminal that reads whole lines, shows what is typed and heeds Ctrl-C. */
const COOKED = /(?=.* icanon\b)(?=.* echo\b)(?=.* isig\b)/

const project = `
services:
  box:
    image: busybox
    command: ["sh", "-c", "trap 'exit 7' INT TERM; while :; do sleep 0.1; done"]
    stdin_open: true
    tty: true
    stop_grace_period: 0s
`

describe('a real terminal', () => {
  scenario('exec has the size of ours, also when it changes', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d')
    const terminal = onTerminal(stack.folder, 'exec', 'box', 'sh')
    await terminal.shows(/# /)
    terminal.type('stty size\r')
    await terminal.shows(/30 100/)
    await terminal.resize(41, 121)
    terminal.type('stty size\r')
    await terminal.shows(/41 121/)
    terminal.type('exit 5\r')
    const { code, settings } = await terminal.ended
    expect(code).toBe(5)
    expect(settings).toMatch(COOKED)
  })

  scenario('exec passes Ctrl-C on as a key', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d')
    const terminal = onTerminal(stack.folder, 'exec', 'box', 'sh')
    await terminal.shows(/# /)
    const waiting = 'trap "exit 9" INT; echo ready; while :; do sleep 0.1; done'
    terminal.type(`sh -c '${waiting}'; echo after=$?\r`)
    // One carriage return: our terminal adds none to that of the container's.
    await terminal.shows(/\nready\r\n/)
    terminal.type('\u0003')
    await terminal.shows(/Cafter=9/)
    terminal.type('exit\r')
    expect((await terminal.ended).settings).toMatch(COOKED)
  })

  scenario('the detach keys leave what was executed', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d')
    const terminal = onTerminal(stack.folder, 'exec', 'box', 'sh')
    await terminal.shows(/# /)
    terminal.type('\u0010\u0011')
    const { code, settings } = await terminal.ended
    expect(code).toBe(0)
    expect(settings).toMatch(COOKED)
  })

  scenario('the terminal is as before when exec is ended by a signal', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d')
    const terminal = onTerminal(stack.folder, 'exec', 'box', 'sh')
    await terminal.shows(/# /)
    await terminal.signal('SIGTERM')
    const { code, settings } = await terminal.ended
    expect(code).toBe(130)
    expect(settings).toMatch(COOKED)
  })

  scenario('run has a terminal and its exit code is ours', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const terminal = onTerminal(stack.folder, 'run', '--rm', 'box', 'sh')
    await terminal.shows(/# /)
    terminal.type('test -t 0 && test -t 1 && echo both; stty size\r')
    await terminal.shows(/\nboth/)
    await terminal.shows(/30 100/)
    terminal.type('exit 6\r')
    const { code, settings } = await terminal.ended
    expect(code).toBe(6)
    expect(settings).toMatch(COOKED)
    expect(await stack.containers()).toEqual([])
  })

  scenario('attach connects to a running container, and Ctrl-C reaches it', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d')
    const terminal = onTerminal(stack.folder, 'attach', 'box')
    await terminal.shows(/terminal=/)
    // The container prints nothing; once keys are no longer ours, they are its own.
    await terminal.becomesRaw()
    terminal.type('\u0003')
    const { code, settings } = await terminal.ended
    expect(code).toBe(7)
    expect(settings).toMatch(COOKED)
  })

  scenario('up says where services are reached; to a pipe it does not', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `
services:
  web: {image: busybox, command: [sleep, "1000"], init: true, stop_grace_period: 0s, ports: ["127.0.0.1::80"]}
`,
    })
    const { code, screen } = await onTerminal(stack.folder, 'up', '-d').ended
    expect(code).toBe(0)
    const address = `http://localhost:${await stack.hostPort('web', '80/tcp')}`
    expect(screen).toContain(`web  ${address}\r\n`)
    const foreground = onTerminal(stack.folder, 'up')
    await foreground.shows(new RegExp(`web {2}${address}\r\n`))
    foreground.type('\u0003')
    await foreground.ended
    const { stdout, stderr } = await stack.succeeds('up -d')
    expect(stdout + stderr).not.toContain('localhost:')
  })

  scenario('tables fit the terminal; pipes get every column', async ({ stack }) => {
    const service = `{image: busybox, command: [sleep, "1000"], init: true, stop_grace_period: 0s, ports: ["127.0.0.1::80", "127.0.0.1::81"]}`
    await stack.write({ 'compose.yaml': `services: {a-service-of-a-long-name: ${service}}` })
    await stack.succeeds('up -d')
    for (const list of ['ps', 'images', 'ls', 'top', 'stats --no-stream', 'volumes']) {
      const { screen } = await onTerminal(stack.folder, ...list.split(' ')).ended
      const lines = screen.split('\r\n').filter((line) => !/^(?:terminal|pid|code|settings)=/.test(line))
      expect(lines.length, list).toBeGreaterThan(list === 'volumes' ? 1 : 2)
      for (const line of lines) expect(textWidth(withoutSequences(line)), line).toBeLessThanOrEqual(100)
    }
    const { stdout } = await stack.succeeds('ps')
    expect(stdout).toMatch(/^NAME +IMAGE +COMMAND +SERVICE +CREATED +STATUS +PORTS\n/)
  })

  scenario('Ctrl-C ends a foreground up gracefully', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const terminal = onTerminal(stack.folder, 'up')
    await terminal.shows(/Attaching to box-1/)
    await stack.container('box')
    terminal.type('\u0003')
    const { code, screen, settings } = await terminal.ended
    expect(code).toBe(130)
    expect(screen).toContain('Gracefully Stopping')
    expect(settings).toMatch(COOKED)
    expect((await stack.container('box')).State.Status).toBe('exited')
  })
})
