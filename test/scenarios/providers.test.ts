import { chmod, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { type Outcome, start, tscompose } from './support/program.ts'
import { oracle, scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'

const PROVIDER = `#!/bin/sh
echo "$*" >> calls
[ "$2" = metadata ] && exec cat metadata.json
case "$3" in
up)
  echo '{"type":"info","message":"making it"}'
  echo '{"type":"debug","message":"of no interest"}'
  echo "{\\"type\\":\\"setenv\\",\\"message\\":\\"URL=db://\${PLACE:-here}?a=b\\"}"
  ;;
esac
[ -n "$COMPLAINT" ] && echo "{\\"type\\":\\"error\\",\\"message\\":\\"$COMPLAINT\\"}"
[ -n "$BABBLE" ] && echo "$BABBLE"
echo "told to nobody" >&2
exit \${CODE:-0}
`

const METADATA = {
  description: 'a database',
  up: { parameters: [{ name: 'size', required: true }, { name: 'tag' }] },
  down: { parameters: [{ name: 'size' }] },
}

const FILE = `
services:
  db:
    provider: {type: scenariodb, options: {size: 10, tag: [a, b], colour: blue}}
  web: {${SLEEPER}, depends_on: [db]}
  side: {${SLEEPER}}
`

async function write(stack: Stack): Promise<void> {
  await stack.write({
    'compose.yaml': FILE,
    'bin/scenariodb': PROVIDER,
    'metadata.json': JSON.stringify(METADATA),
  })
  await chmod(join(stack.folder, 'bin/scenariodb'), 0o755)
}

/** Runs a program with the provider on its PATH. */
function run(stack: Stack, program: readonly string[], line: string, env: Record<string, string> = {}) {
  const path = `${join(stack.folder, 'bin')}:${process.env.PATH}`
  return start([...program, ...line.split(' ')], { cwd: stack.folder, env: { PATH: path, ...env } }).ended
}

/** The calls since last asked, without those for metadata. */
async function calls(stack: Stack): Promise<string[]> {
  const file = join(stack.folder, 'calls')
  const text = await readFile(file, 'utf8').catch(() => '')
  await rm(file, { force: true })
  return text.split('\n').filter((line) => line !== '' && line !== 'compose metadata')
}

function succeeded(outcome: Outcome): Outcome {
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 })
  return outcome
}

async function urlOf(stack: Stack): Promise<string | undefined> {
  return (await stack.container('web')).Config.Env.find((one) => one.startsWith('DB_URL='))
}

describe('a provider', () => {
  scenario('is called by up and down, and tells dependants what they need', async ({ stack }) => {
    await write(stack)
    const { stderr } = succeeded(await run(stack, tscompose, 'up -d'))
    expect(stderr).toMatch(/ db {2}Creating\n db {2}making it\n db {2}Created\n/)
    expect(await calls(stack)).toEqual([
      `compose --project-name=${stack.name} up --size=10 --tag=a --tag=b db`,
    ])
    expect(await urlOf(stack)).toBe('DB_URL=db://here?a=b')
    expect((await stack.container('side')).Config.Env.join()).not.toContain('DB_URL')

    for (const line of ['stop', 'start', 'restart', 'up -d side', 'up -d --dry-run', 'plan', 'ps'])
      succeeded(await run(stack, tscompose, line))
    expect(await calls(stack)).toEqual([])

    const { stdout } = succeeded(await run(stack, tscompose, 'run --rm -T web env'))
    expect(stdout.split('\n')).toContain('DB_URL=db://here?a=b')
    await calls(stack)
    succeeded(await run(stack, tscompose, 'down'))
    expect(await calls(stack)).toEqual([`compose --project-name=${stack.name} down --size=10 db`])
    expect(await stack.containers()).toEqual([])
  })

  scenario('that answers otherwise has its dependants made anew, and nobody else', async ({ stack }) => {
    await write(stack)
    succeeded(await run(stack, tscompose, 'up -d'))
    const side = (await stack.container('side')).Id
    const web = (await stack.container('web')).Id
    expect(succeeded(await run(stack, tscompose, 'plan')).stdout).toContain('nothing to do')
    succeeded(await run(stack, tscompose, 'up -d'))
    expect((await stack.container('web')).Id).toBe(web)
    const { stderr } = succeeded(await run(stack, tscompose, 'up -d', { PLACE: 'there' }))
    expect(stderr).toContain('environment.DB_URL')
    expect(await urlOf(stack)).toBe('DB_URL=db://there?a=b')
    expect((await stack.container('side')).Id).toBe(side)
  })

  scenario.skipIf(!oracle)('is called by docker-compose in the same way', async ({ stack }) => {
    await write(stack)
    succeeded(await run(stack, tscompose, 'up -d'))
    const web = (await stack.container('web')).Id
    const [ours] = await calls(stack)
    succeeded(await run(stack, [oracle ?? ''], 'up -d'))
    const [theirs = ''] = await calls(stack)
    // It gives options in an order that changes from run to run.
    expect(theirs.split(' ').sort()).toEqual(ours?.split(' ').sort())
    expect((await stack.container('web')).Id).toBe(web)
    succeeded(await run(stack, [oracle ?? ''], 'down'))
  })

  scenario('that fails ends up with what it said', async ({ stack }) => {
    await write(stack)
    const said = async (env: Record<string, string>) => {
      const { code, stderr } = await run(stack, tscompose, 'up -d', env)
      expect(code).toBe(1)
      return stderr
    }
    expect(await said({ COMPLAINT: 'quota exceeded' })).toContain('"db" failed: quota exceeded')
    expect(await said({ CODE: '7' })).toMatch(/ended with exit code 7\n.*its output:\n.*told to nobody/)
    expect(await said({ BABBLE: 'hello' })).toContain('protocol of providers: hello')
    expect(await said({ PATH: process.env.PATH ?? '' })).toContain('neither a docker CLI plugin')
    await stack.write({ 'compose.yaml': FILE.replace('size: 10, ', '') })
    expect(await said({})).toContain('needs the option "size"')
    await stack.write({ 'compose.yaml': FILE.replace('scenariodb', 'compose') })
    expect(await said({})).toContain('this type is reserved')
    expect(await stack.containers()).toEqual([])
  })
})

describe('models', () => {
  scenario('are refused where they stand, when something that uses them is to run', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:
  web: {image: busybox, models: [llm]}
  side: {image: busybox, command: "true"}
models:
  llm:
    model: ai/some
`,
    })
    for (const line of ['up -d', 'create', 'run --rm web true', 'up -d --dry-run']) {
      const { stderr } = await stack.fails(line)
      expect(stderr).toMatch(/model "llm" cannot be run.*\n.*compose\.yaml:5:3/)
    }
    await stack.succeeds('config -q')
    await stack.succeeds('up -d side')
    await stack.succeeds('down')
  })
})
