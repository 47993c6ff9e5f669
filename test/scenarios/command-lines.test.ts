import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { life, lines, otherWords, project, told } from './command-lines/lines.ts'
import { type Answer, masked, sortedLines } from './command-lines/mask.ts'
import { eventually } from './support/eventually.ts'
import { tscompose } from './support/program.ts'
import { oracle } from './support/scenario.ts'
import { makeStack, type Stack } from './support/stack.ts'

/**
 * Docker Compose's answers, masked. Recorded from a real one with TSCOMPOSE_RECORD=1, all or those of the tests
 * that run; where one is at hand, it is asked as well, so that the record stays true.
 */
const file = new URL('./command-lines/answers.json', import.meta.url)
type Answers = Record<'lines' | 'life' | 'told', Record<string, Answer>>
const answers: Answers = JSON.parse(readFileSync(file, 'utf8'))
const recording = process.env.TSCOMPOSE_RECORD === '1' && oracle !== undefined

/** Compose goes through these as its maps come. */
const UNORDERED = /config .*--(services|volumes|networks)|--variables$/

const steps = (asked: readonly string[]) => asked.map((line, step) => `${step + 1}. ${line}`)

const asked = { lines, life: steps(life), told: steps(told) }

/** What is not asked any more is forgotten. */
function keepRecord(): void {
  if (!recording) return
  const kept = (part: keyof Answers) =>
    Object.fromEntries(
      asked[part].flatMap((line) => (answers[part][line] ? [[line, answers[part][line]]] : [])),
    )
  const record = { lines: kept('lines'), life: kept('life'), told: kept('told') }
  writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`)
}

const words = (line: string, name: string) =>
  line
    .replaceAll('NAME', name)
    .split(' ')
    .map((word) => word.replaceAll('\\s', ' '))

async function ask(stack: Stack, program: readonly string[], line: string): Promise<Answer> {
  const outcome = await stack.runProgram([...program, ...words(line, stack.name)])
  const { error, ...rest } = masked(outcome, stack.name, stack.folder)
  const answer = error === undefined || line in otherWords ? rest : { ...rest, error }
  return UNORDERED.test(line) ? sortedLines(answer) : answer
}

describe('command lines answer as Docker Compose does', () => {
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
    keepRecord()
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

describe.each([
  ['a whole life answers', 'life', []],
  ['progress is told', 'told', ['env', 'COMPOSE_STATUS_STDOUT=1']],
] as const)('%s as under Docker Compose', (_, part, before) => {
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
    keepRecord()
  })

  test.for(asked[part])('%s', async (step) => {
    const line = step.replace(/^\d+\. /, '')
    if (oracle && theirs) {
      const answer = sortedLines(await ask(theirs, [...before, oracle], line))
      if (recording) answers[part][step] = answer
      else expect(answer).toEqual(answers[part][step])
    }
    expect(sortedLines(await ask(ours, [...before, ...tscompose], line))).toEqual(answers[part][step])
  })
})

test('the record has an answer to each command line and no other', () => {
  for (const part of ['lines', 'life', 'told'] as const) {
    expect(Object.keys(answers[part]).sort()).toEqual([...asked[part]].sort())
  }
  // `config --hash` aside, nothing in it may be of the machine that it was recorded on.
  expect(JSON.stringify(answers)).not.toMatch(/\/(?:var|root|home|tmp)\//)
})
