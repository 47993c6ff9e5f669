import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { firstSentence, mask } from './command-lines/mask.ts'
import { start, tscompose } from './support/program.ts'
import { oracle } from './support/scenario.ts'
import { makeStack, type Stack } from './support/stack.ts'
import { CASES, type Case } from './words/cases.ts'
import { LIVES } from './words/lives.ts'

/** The first line of Docker Compose's message, the folder masked; recorded with TSCOMPOSE_RECORD=1. */
const file = new URL('./words/answers.json', import.meta.url)
const answers: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
const recording = process.env.TSCOMPOSE_RECORD === '1' && oracle !== undefined

let folder: string

beforeEach(() => {
  folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'tscompose-words-'))), 'c')
  mkdirSync(folder)
})

afterEach(() => rmSync(dirname(folder), { recursive: true }))

async function firstLine(program: readonly string[], { files, args }: Case): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const { code, stderr } = await start([...program, ...args], { cwd: folder }).ended
  expect(code).toBe(1)
  return firstSentence(stderr)?.replaceAll(folder, '@DIR@') ?? ''
}

describe('what Docker Compose refuses too', () => {
  it.each(CASES)('begins with its sentence: $name', async (one) => {
    if (recording && oracle) {
      answers[one.name] = await firstLine([oracle], one)
      writeFileSync(file, `${JSON.stringify(answers, undefined, 2)}\n`)
    }
    expect(await firstLine(tscompose, one)).toBe(answers[one.name])
  })
})

/** What is told of one step: lines of progress, in no order, and what is said of its failure. */
interface Told {
  readonly code: number
  readonly error?: string
  readonly progress: string
  /** What Docker Compose logs; of ours the same lines. */
  readonly warnings: string
}

const toldFile = new URL('./words/told.json', import.meta.url)
const recorded: Record<string, Told> = JSON.parse(readFileSync(toldFile, 'utf8'))

/** Ours shows lines of files too. */
const PROGRESS = /^(?: (?! |\d+ \|)|\{)/

async function tell(stack: Stack, program: readonly string[], step: string, expected = ''): Promise<Told> {
  const line = [...program, ...step.replaceAll('NAME', stack.name).split(' ')]
  const { code, stderr } = await stack.runProgram(line)
  const error = code === 0 ? undefined : firstSentence(stderr)
  const told = (text: string) => mask(text, stack.name, stack.folder)
  const all = stderr.split('\n').map(told)
  const progress = all
    .filter((text) => PROGRESS.test(text))
    // Why is told by the warning that stands beside it.
    .map((text) => text.replace(/(?<= {2}Skipped): .*/, ''))
  const warnings = all.flatMap((text) => {
    const logged = /^time=.* level=warning msg=(".*")$/.exec(text)?.[1]
    return logged !== undefined
      ? [JSON.parse(logged) as string]
      : text !== '' && expected.split('\n').includes(text)
        ? [text]
        : []
  })
  return {
    code,
    ...(error !== undefined && { error: told(error) }),
    progress: progress.sort().join('\n'),
    warnings: warnings
      .filter((text) => !text.includes('buildx'))
      .sort()
      .join('\n'),
  }
}

describe.each(LIVES)('what is told of $name', ({ name, files, steps }) => {
  let ours: Stack
  let theirs: Stack | undefined
  beforeAll(async () => {
    ours = await makeStack()
    await ours.write(files)
    if (!recording) return
    theirs = await makeStack()
    await theirs.write(files)
  })
  afterAll(async () => {
    await ours.remove()
    await theirs?.remove()
  })

  it.each(steps.map((step, i) => ({ step, key: `${name} ${i + 1}. ${step}` })))(
    '$key',
    async ({ step, key }) => {
      if (oracle && theirs) {
        recorded[key] = await tell(theirs, [oracle], step)
        writeFileSync(toldFile, `${JSON.stringify(recorded, undefined, 2)}\n`)
      }
      expect(await tell(ours, tscompose, step, recorded[key]?.warnings)).toEqual(recorded[key])
    },
  )
})
