import { describe, expect } from 'vitest'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'
import { states } from './support/states.ts'
import { onMuteTerminal, onTerminal, type Terminal } from './support/terminal.ts'

const project = `
services:
  box:
    image: busybox
    command: ["sh", "-c", "echo ready; while :; do sleep 0.1; done"]
    stdin_open: true
    tty: true
    stop_grace_period: 0s
`
/** Ended because its terminal is gone: by SIGHUP, by itself, or as nothing more could be written. */
const ENDS = [129, 130, 1]

/** What a shell in a container does: neither is told by SIGHUP, as it has the process number 1. */
const SCRIPTS = {
  waits: 'echo "rea"dy; while :; do sleep 0.1; done',
  prints: 'while :; do echo "rea"dy; done',
}

async function closes(terminal: Terminal): Promise<number> {
  await terminal.shows(/ready/)
  return terminal.close()
}

const noneIsLeft = (stack: Stack) => expect.poll(() => stack.containers()).toEqual([])

describe.each([
  ['a terminal that is closed', onTerminal],
  ['one that signals nothing', onMuteTerminal],
])('%s', (_name, open) => {
  for (const [what, script] of Object.entries(SCRIPTS)) {
    scenario(`ends run --rm, and nothing of it is left, while its container ${what}`, async ({ stack }) => {
      await stack.write({ 'compose.yaml': project })
      for (const options of [['--rm'], ['--rm', '-T']]) {
        const args = ['--progress', 'quiet', 'run', ...options, 'box', 'sh', '-c', script]
        expect(ENDS).toContain(await closes(open(stack.folder, ...args)))
        await noneIsLeft(stack)
      }
    })

    scenario(`ends exec, while its command ${what}`, async ({ stack }) => {
      await stack.write({ 'compose.yaml': project })
      await stack.succeeds('up -d')
      expect(ENDS).toContain(await closes(open(stack.folder, 'exec', 'box', 'sh', '-c', script)))
    })
  }

  scenario('is told to what run has started', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const script = `trap 'exit 3' HUP; ${SCRIPTS.waits}`
    expect(ENDS).toContain(await closes(open(stack.folder, 'run', 'box', 'sh', '-c', script)))
    await expect
      .poll(async () => (await stack.containers()).map(({ State }) => State))
      .toMatchObject([{ Status: 'exited', ExitCode: 3 }])
  })

  scenario('ends attach and nothing else', async ({ stack }) => {
    await stack.write({
      'compose.yaml': project.replace('echo ready;', 'while read x; do echo got; done;'),
    })
    await stack.succeeds('up -d')
    const terminal = open(stack.folder, 'attach', 'box')
    await terminal.becomesRaw()
    terminal.type('this\r')
    await terminal.shows(/got/)
    expect(ENDS).toContain(await terminal.close())
    expect(await states(stack)).toEqual({ 'box-1': 'running' })
  })
})

describe('output that nobody takes', () => {
  for (const [sink, code] of [
    ['| head -n 1', 141],
    ['> /dev/full', 1],
  ] as const)
    scenario(`ends run --rm, and nothing of it is left: ${sink}`, async ({ stack }) => {
      await stack.write({ 'compose.yaml': project })
      const shell = `{ "$@"; echo "code=$?" >&2; } ${sink}`
      const args = ['run', '--rm', '-T', 'box', 'sh', '-c', SCRIPTS.prints]
      const { stderr } = await stack.runProgram(['sh', '-c', shell, 'sh', ...tscompose, ...args])
      expect(stderr).toContain(`code=${code}`)
      await noneIsLeft(stack)
    })
})
