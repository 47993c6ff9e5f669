import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { life, lines, project } from './command-lines/lines.ts'
import { type Answer, masked, sortedLines } from './command-lines/mask.ts'
import { eventually } from './support/eventually.ts'
import { tscompose } from './support/program.ts'
import { oracle } from './support/scenario.ts'
import { makeStack, type Stack } from './support/stack.ts'

/**
 * Docker Compose's answers, masked. Recorded from a real one with TSCOMPOSE_RECORD=1; where one is at hand,
 * it is asked as well, so that the record stays true.
 */
const file = new URL('./command-lines/answers.json', import.meta.url)
const answers: Record<'lines' | 'life', Record<string, Answer>> = JSON.parse(readFileSync(file, 'utf8'))
const recording = process.env.TSCOMPOSE_RECORD === '1' && oracle !== undefined

/** Compose goes through these as its maps come. */
const UNORDERED = /config .*--(services|volumes|networks)|--variables$/

const words = (line: string, name: string) =>
  line
    .replaceAll('NAME', name)
    .split(' ')
    .map((word) => word.replaceAll('\\s', ' '))

async function ask(stack: Stack, program: readonly string[], line: string): Promise<Answer> {
  const outcome = await stack.runProgram([...program, ...words(line, stack.name)])
  const answer = masked(outcome, stack.name, stack.folder)
  return UNORDERED.test(line) ? sortedLines(answer) : answer
}

describe('command lines answer as Docker Compose does', { timeout: 120_000 }, () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await makeStack()
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d')
    await eventually(async () => {
      expect((await stack.container('db')).State.Health?.Status).toBe('healthy')
      expect((await stack.container('once')).State.Status).toBe('exited')
    })
  })
  afterAll(async () => {
    await stack.remove()
    if (recording) writeFileSync(file, `${JSON.stringify(answers, undefined, 2)}\n`)
  })

  test.for(lines)('%s', async (line) => {
    if (oracle) {
      const answer = await ask(stack, [oracle], line)
      if (recording) answers.lines[line] = answer
      else expect(answer).toEqual(answers.lines[line])
    }
    expect(await ask(stack, tscompose, line)).toEqual(answers.lines[line])
  })
})

describe('a whole life answers as that under Docker Compose does', { timeout: 120_000 }, () => {
  let ours: Stack
  let theirs: Stack | undefined
  beforeAll(async () => {
    ours = await makeStack()
    await ours.write({ 'compose.yaml': project })
    if (!oracle) return
    theirs = await makeStack()
    await theirs.write({ 'compose.yaml': project })
  })
  afterAll(async () => {
    await ours.remove()
    await theirs?.remove()
    if (recording) writeFileSync(file, `${JSON.stringify(answers, undefined, 2)}\n`)
  })

  test.for(life.map((line, step) => `${step + 1}. ${line}`))('%s', async (step) => {
    const line = step.replace(/^\d+\. /, '')
    if (oracle && theirs) {
      const answer = sortedLines(await ask(theirs, [oracle], line))
      if (recording) answers.life[step] = answer
      else expect(answer).toEqual(answers.life[step])
    }
    expect(sortedLines(await ask(ours, tscompose, line))).toEqual(answers.life[step])
  })
})
