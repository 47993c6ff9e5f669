import pLimit from 'p-limit'
import type { Engine } from '../engine/engine.ts'
import type { EventSink } from '../model/event.ts'
import { Failed, type Failure } from '../model/failure.ts'

export interface PushOptions {
  readonly engine: Engine
  readonly emit: EventSink
  readonly signal: AbortSignal
  /** How many at once. */
  readonly parallel: number
  /** Goes on when one fails, and only tells of it. */
  readonly ignoreFailures: boolean
  /** Milliseconds since the epoch. */
  now(): number
}

/** An image to push, and the service it is told of with. */
export interface Pushed {
  readonly image: string
  readonly service: string
}

/** Pushes images; fails with all that failed. */
export async function pushImages(images: readonly Pushed[], options: PushOptions): Promise<void> {
  const limit = pLimit(options.parallel)
  const failures: Failure[] = []
  await Promise.all(
    images.map((pushed) =>
      limit(async () => {
        failures.push(...(await pushOne(pushed, options)))
      }),
    ),
  )
  if (failures.length > 0 && !options.ignoreFailures) throw new Failed(failures)
}

async function pushOne(
  { image, service }: Pushed,
  { engine, emit, signal, now }: PushOptions,
): Promise<readonly Failure[]> {
  const subject = { kind: 'image', name: image, service } as const
  const began = now()
  emit({ kind: 'started', subject, verb: 'push' })
  try {
    await engine.pushImage(image, {
      signal,
      onProgress: ({ id, ...rest }) => emit({ kind: 'transfer', subject, layer: id, ...rest }),
    })
    emit({ kind: 'done', subject, verb: 'push', outcome: '', seconds: (now() - began) / 1000 })
    return []
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    for (const failure of error.failures) emit({ kind: 'failed', subject, verb: 'push', failure })
    return error.failures
  }
}
