import { randomBytes } from 'node:crypto'
import { test } from 'vitest'
import { buildImages } from '../../../src/build/build.ts'
import type { BuildOptions, BuiltImage } from '../../../src/build/build-options.ts'
import type { BuildRequest } from '../../../src/build/build-request.ts'
import type { BuildEvent } from '../../../src/model/build-event.ts'
import { Failed, type Failure } from '../../../src/model/failure.ts'
import { askEngine } from './engine.ts'
import { type EngineDoor, openDoor } from './engine-door.ts'

/** How builds came out: the images, or the failures, and what was told on the way. */
export interface Built {
  readonly images: ReadonlyMap<string, BuiltImage>
  readonly failures: readonly Failure[]
  readonly events: readonly BuildEvent[]
  /** Bytes sent to the engine. */
  readonly sent: number
}

/** Builds images under names of their own, which are removed again. */
export interface Builder {
  readonly door: EngineDoor
  /** An image name that no other test uses. */
  name(part: string): string
  build(requests: BuildRequest | readonly BuildRequest[], options?: Partial<BuildOptions>): Promise<Built>
}

/** A test with a builder; the images it named are removed afterwards. */
export const buildScenario = test.extend<{ builder: Builder }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  builder: async ({}, use) => {
    const door = await openDoor()
    const prefix = `tsc-build-${randomBytes(4).toString('hex')}`
    const names = new Set<string>()
    const name = (part: string): string => {
      names.add(`${prefix}-${part}`)
      return `${prefix}-${part}`
    }
    await use({ door, name, build: (requests, options) => build(door, [requests].flat(), options) })
    for (const image of names) await askEngine('DELETE', `/images/${image}?force=1`)
    door.close()
  },
})

async function build(
  door: EngineDoor,
  requests: readonly BuildRequest[],
  options: Partial<BuildOptions> = {},
): Promise<Built> {
  const events: BuildEvent[] = []
  door.takeSent()
  try {
    const images = await buildImages(requests, {
      dial: door.dial,
      connect: door.connect,
      ...options,
      onEvent(event) {
        events.push(event)
        options.onEvent?.(event)
      },
    })
    return { images, failures: [], events, sent: door.takeSent() }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { images: new Map(), failures: error.failures, events, sent: door.takeSent() }
  }
}

/** The lines that a build printed, of all steps or of those with `step` in their name. */
export function linesOf({ events }: Built, step = ''): string[] {
  const names = new Map(events.flatMap((event) => (event.kind === 'step' ? [[event.step, event.name]] : [])))
  return events.flatMap((event) =>
    event.kind === 'log' && names.get(event.step)?.includes(step) ? [event.line] : [],
  )
}

/** The Dockerfile's own steps by how they last ended. */
export function stepsOf({ events }: Built): Record<string, string> {
  const steps = events.filter((event) => event.kind === 'step')
  return Object.fromEntries(
    steps.filter(({ name }) => /^\[.*\d+\/\d+\] (?!FROM)/.test(name)).map(({ name, state }) => [name, state]),
  )
}
