import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { test } from 'vitest'
import { connectEngine } from '../../../src/engine/connect.ts'
import type { Engine } from '../../../src/engine/engine.ts'
import type { ContainerBody } from '../../../src/model/container-body.ts'
import { askEngine, listByLabel } from './engine.ts'

/** The real engine behind our interface, with names and a label of one test's own. */
export interface Live {
  readonly engine: Engine
  /** `key=value`, on everything this test makes. */
  readonly label: string
  readonly labels: Readonly<Record<string, string>>
  /** A name that no other test has. */
  name(suffix: string): string
  /** Creates a busybox container that runs a shell script, and gives its id. */
  create(script: string, more?: Partial<ContainerBody>): Promise<string>
  /** The same, started. */
  run(script: string, more?: Partial<ContainerBody>): Promise<string>
}

const KEY = 'tscompose.test'

/** A test against the real engine of which nothing is left there afterwards. */
export const liveScenario = test.extend<{ live: Live }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  live: async ({}, use) => {
    const live = await makeLive()
    await use(live)
    await clean(live.label)
  },
})

/** Connects as a user of this machine would; `environment` goes before the real one. */
export function connectLive(environment: Record<string, string> = {}): Promise<Engine> {
  return connectEngine({
    environment: { ...process.env, ...environment },
    home: homedir(),
    platform: process.platform,
  })
}

async function makeLive(): Promise<Live> {
  const engine = await connectLive()
  const mark = randomBytes(4).toString('hex')
  const labels = { [KEY]: mark }
  const name = (suffix: string) => `tscompose-test-${mark}-${suffix}`
  let made = 0
  const create: Live['create'] = async (script, more) => {
    const Cmd = ['sh', '-c', script]
    const body = { Image: 'busybox', Cmd, Labels: labels, StopTimeout: 0, HostConfig: {}, ...more }
    made += 1
    return (await engine.createContainer(name(`container-${made}`), body)).id
  }
  const run: Live['run'] = async (script, more) => {
    const id = await create(script, more)
    await engine.startContainer(id)
    return id
  }
  return { engine, label: `${KEY}=${mark}`, labels, name, create, run }
}

async function clean(label: string): Promise<void> {
  const containers = await listByLabel<{ Id: string }>('containers', label)
  await Promise.all(containers.map(({ Id }) => askEngine('DELETE', `/containers/${Id}?force=1&v=1`)))
  const networks = await listByLabel<{ Id: string }>('networks', label)
  await Promise.all(networks.map(({ Id }) => askEngine('DELETE', `/networks/${Id}`)))
  const volumes = await listByLabel<{ Name: string }>('volumes', label)
  await Promise.all(volumes.map(({ Name }) => askEngine('DELETE', `/volumes/${Name}`)))
  const images = await listByLabel<{ Id: string }>('images', label)
  await Promise.all(images.map(({ Id }) => askEngine('DELETE', `/images/${Id}?force=1`)))
}

/** The first failure of something that must fail. */
export async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  const error: unknown = await attempt.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  const failures = (error as { failures?: readonly unknown[] }).failures
  if (!failures) throw error
  return failures[0]
}
