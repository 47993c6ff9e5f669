import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstSentence } from './command-lines/mask.ts'
import { start, tscompose } from './support/program.ts'
import { oracle } from './support/scenario.ts'
import { CASES, type Case } from './words/cases.ts'

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
