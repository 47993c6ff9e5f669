import { describe, expect } from 'vitest'
import { tscompose } from './support/program.ts'
import { oracle, scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'
import { states } from './support/states.ts'

const FILE = `services:
  web: {${SLEEPER}, secrets: [token], configs: [greeting]}
secrets: {token: {environment: TSC_TOKEN}}
configs: {greeting: {environment: TSC_GREETING}}
`
const SET = { TSC_TOKEN: 'one', TSC_GREETING: 'two' }

/** Runs a command with the variables set, and gives what its container then holds. */
async function contents(stack: Stack, command: string): Promise<string> {
  const { code, stderr } = await stack.runProgram([...tscompose, ...command.split(' ')], SET)
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return (await stack.succeeds('exec -T web cat /run/secrets/token /greeting')).stdout
}

async function made(stack: Stack, program: readonly string[]): Promise<string> {
  await stack.write({ 'compose.yaml': FILE })
  const { code, stderr } = await stack.runProgram([...program, 'up', '--no-start'])
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return (await stack.container('web')).Id
}

describe('a secret and a config of variables that are not set', () => {
  const makers = [
    ['ours', tscompose],
    ['docker-compose', [oracle ?? '']],
  ] as const
  for (const [name, program] of makers)
    scenario.skipIf(program[0] === '')(`are missed by starts alone, made by ${name}`, async ({ stack }) => {
      const id = await made(stack, program)
      for (const command of ['up --no-start', 'create', 'up -d --dry-run --no-start'])
        await stack.succeeds(command)
      for (const command of ['up -d', 'start', 'up -d --force-recreate', 'run --rm web true']) {
        const { stderr } = await stack.fails(command)
        expect(stderr).toMatch(`environment variable "TSC_TOKEN" required by secret "${stack.name}_token"`)
      }
      expect(await states(stack)).toEqual({ 'web-1': 'created' })
      expect(await contents(stack, 'up -d')).toBe('onetwo')
      expect((await stack.container('web')).Id).toBe(id)
      for (const command of ['up -d', 'start', 'restart', 'up --no-start --force-recreate'])
        await stack.succeeds(command)
      expect(await contents(stack, 'start')).toBe('onetwo')
      expect((await stack.container('web')).Id).not.toBe(id)
    })

  scenario('are missed only where a build gives another image', async ({ stack }) => {
    const yaml = (text: string) =>
      FILE.replace('image: busybox', `build: {dockerfile_inline: "FROM busybox\\n${text}"}`)
    await stack.write({ 'compose.yaml': yaml('ENV A=1') })
    expect(await contents(stack, 'up -d')).toBe('onetwo')
    const { Id } = await stack.container('web')
    await stack.succeeds('up -d --build')
    expect((await stack.container('web')).Id).toBe(Id)
    await stack.write({ 'compose.yaml': yaml('ENV A=2') })
    expect((await stack.fails('up -d --build')).stderr).toContain('required by secret')
    expect(await states(stack)).toEqual({ 'web-1': 'created' })
  })
})
