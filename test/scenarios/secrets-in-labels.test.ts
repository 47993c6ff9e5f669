import { describe, expect } from 'vitest'
import { askEngine, listByLabel } from './support/engine.ts'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

/** Each secret says where it comes from. The command and what is run in a container are shown by the engine itself. */
const file = (n: number) => `
services:
  app:
    build: {context: ., args: {BUILD_SECRET: hunter-arg-${n}}}
    environment: {DB_PASSWORD: hunter-environment-${n}, URL: "postgres://me:hunter-url-${n}@db/x"}
    env_file: app.env
    stop_grace_period: 0s
    hostname: hunter-hostname-${n}
    healthcheck: {test: ["CMD", "true", "hunter-health-${n}"], interval: 1h}
    post_start: [{command: ["true"], environment: ["HOOK=hunter-hook-${n}"]}]
    secrets: [one, two]
    configs: [{source: three, target: /three}]
    logging: {driver: json-file, options: {tag: hunter-logging-${n}}}
    command: [sleep, "1000"]
  other: {image: busybox, command: [sleep, "1000"], stop_grace_period: 0s, networks: [own], volumes: ["data:/data"]}
secrets: {one: {file: ./one.txt}, two: {environment: TWO}}
configs: {three: {content: hunter-content-${n}}}
networks: {own: {driver_opts: {com.example.secret: hunter-network-${n}}}}
volumes: {data: {labels: {com.example.plain: shown}}}
`

async function write(stack: Stack, n: number): Promise<void> {
  await stack.write({
    'compose.yaml': file(n),
    Dockerfile: 'FROM busybox\nARG BUILD_SECRET\n',
    'app.env': `FROM_FILE=hunter-file-${n}\n`,
    'one.txt': `hunter-one-${n}`,
    '.env': `TWO=hunter-two-${n}\n`,
  })
}

/** All labels of a project's containers, networks and volumes, as `docker ps` and its like print them. */
async function listed(stack: Stack): Promise<string> {
  const label = `com.docker.compose.project=${stack.name}`
  const kinds = await Promise.all(
    (['containers', 'networks', 'volumes'] as const).map((kind) =>
      listByLabel<{ Labels: Record<string, string> }>(kind, label),
    ),
  )
  return JSON.stringify(kinds.flat().map(({ Labels }) => Labels))
}

/** What `docker events` told of the project since a time. */
async function told(stack: Stack, since: number): Promise<string> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${stack.name}`] }))
  const until = Math.ceil(Date.now() / 1000)
  const { text } = await askEngine('GET', `/events?since=${since}&until=${until}&filters=${filters}`)
  return text
}

const ids = async (stack: Stack) => (await stack.containers()).map(({ Id }) => Id)

describe('secrets in labels', () => {
  scenario('there are none, and changes are still told by field, old and new value', async ({ stack }) => {
    const since = Math.floor(Date.now() / 1000)
    await write(stack, 1)
    await stack.succeeds('up -d')
    await write(stack, 2)
    const planned = await stack.succeeds('plan')
    expect(planned.stdout).toContain('environment.DB_PASSWORD: "****" -> "****"')
    expect(planned.stdout).toContain('hostname: "hunter-hostname-1" -> "hunter-hostname-2"')
    expect(planned.stdout).toContain('secret one holds something else now')
    const json = (await stack.succeeds('plan --format json')).stdout
    const upped = await stack.succeeds('up -d')
    for (const text of [planned.stdout, json, upped.stderr])
      expect(text).not.toMatch(/hunter-(environment|url|arg|one|two|content|network)/)

    expect(await listed(stack)).not.toContain('hunter')
    const events = await told(stack, since)
    expect(events).toContain(`"name":"${stack.name}-app-1"`)
    expect(events.replace(/"action":"exec_[^\n]*/gi, '')).not.toMatch(/hunter-(?!health)/)
    for (const form of ['events', 'events --json']) {
      const { stdout } = await stack.succeeds(`${form} --since ${since} --until 0s`)
      expect(stdout).toContain(`${stack.name}-app-1`)
      expect(stdout).not.toMatch(/tscompose\.(spec|files|previous)/)
    }

    await stack.succeeds('rollback')
    const { Env } = (await stack.container('app')).Config
    expect(Env).toEqual(
      expect.arrayContaining(['DB_PASSWORD=hunter-environment-1', 'FROM_FILE=hunter-file-1']),
    )
    expect(await listed(stack)).not.toContain('hunter')
  })

  scenario(
    'another user recreates nothing, is told what changed, and cannot roll back',
    async ({ stack }) => {
      const asAnother = (...args: string[]) =>
        stack.runProgram([...tscompose, ...args], { XDG_STATE_HOME: `${stack.folder}/state` })
      await write(stack, 1)
      await stack.succeeds('up -d')
      await write(stack, 2)
      await stack.succeeds('up -d')
      const before = await ids(stack)
      expect((await asAnother('up', '-d')).code).toBe(0)
      expect(await ids(stack)).toEqual(before)

      const rollback = await asAnother('rollback', 'app')
      expect(rollback.code).toBe(1)
      expect(rollback.stderr).toContain('service "app" cannot be rolled back')
      expect(rollback.stderr).toContain('tscompose.previous.spec')
      expect(await ids(stack)).toEqual(before)

      await write(stack, 3)
      const { stdout } = await asAnother('plan')
      expect(stdout).toContain('environment.DB_PASSWORD: "****" -> "****"')
      expect(stdout).toContain('hostname: "hunter-hostname-2" -> "hunter-hostname-3"')
      expect((await asAnother('up', '-d')).code).toBe(0)
      expect(await listed(stack)).not.toContain('hunter')
      // What was sealed for the first user stays theirs.
      await stack.succeeds('rollback app')
      expect((await stack.container('app')).Config.Env).toContain('DB_PASSWORD=hunter-environment-2')
    },
  )
})
