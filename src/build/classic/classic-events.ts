import type { BuildEvent } from '../../model/build-event.ts'
import type { FailurePayloads } from '../../model/failure.ts'
import { createLineSplitter } from '../line-splitter.ts'

/** Reads the messages of a classic build as events, and keeps what its end is told from. */
export interface ClassicReader {
  add(message: unknown): void
  /** Ends the last step; gives what is to be told of a failure, when there was one. */
  end(): FailurePayloads['build-failed'] | undefined
  /** The image's id; empty while it is not known. */
  imageId(): string
}

const keptLines = 40

interface Message {
  readonly stream?: string
  readonly status?: string
  readonly id?: string
  readonly progressDetail?: { readonly current?: number; readonly total?: number }
  readonly aux?: { readonly ID?: string }
  readonly error?: string
  readonly errorDetail?: { readonly message?: string }
}

interface Step {
  readonly id: string
  readonly name: string
  readonly begun: number
  readonly output: string[]
  cached: boolean
}

/** Makes a reader for one service's build; `now` is a clock in seconds. */
export function createClassicReader(
  service: string,
  onEvent: (event: BuildEvent) => void,
  now: () => number,
): ClassicReader {
  let step: Step | undefined
  let error: string | undefined
  let image = ''
  const endStep = (): void => {
    if (step === undefined) return
    const { id, name, begun, cached } = step
    const state = error !== undefined ? 'error' : cached ? 'cached' : 'done'
    onEvent({
      service,
      kind: 'step',
      step: id,
      name,
      state,
      ...(!cached && { seconds: now() - begun }),
      ...(error !== undefined && { error }),
    })
  }
  const takeLine = (line: string): void => {
    const [, number, count, instruction] = /^STEP (\d+)\/(\d+) ?: (.*)$/i.exec(line) ?? []
    if (instruction !== undefined) {
      endStep()
      const name = `[${number}/${count}] ${instruction}`
      step = { id: `${service} ${number}`, name, begun: now(), output: [], cached: false }
      onEvent({ service, kind: 'step', step: step.id, name, state: 'started' })
    } else if (/^ ?-{2,3}> Using cache/.test(line)) {
      if (step) step.cached = true
    } else if (step && line !== '' && !/^ ?-{2,3}> /.test(line)) {
      step.output.push(line)
      if (step.output.length > keptLines) step.output.shift()
      onEvent({ service, kind: 'log', step: step.id, stream: 'stdout', line })
    }
    // The short form of the id is only for those who tell no other.
    if (image === '') image = /^Successfully built (\S+)/.exec(line)?.[1] ?? ''
  }
  const lines = createLineSplitter(takeLine)
  return {
    add(given) {
      const message = given as Message
      if (message.stream) lines.push(Buffer.from(message.stream))
      if (message.aux?.ID) image = message.aux.ID
      const { current, total } = message.progressDetail ?? {}
      if (step && message.id && message.status) {
        const name = `${message.status} ${message.id}`
        const part = { service, kind: 'progress', step: step.id, name } as const
        onEvent({ ...part, current: current ?? 0, ...(total && { total }), done: current === undefined })
      }
      if (message.error) error = message.errorDetail?.message ?? message.error
    },
    end() {
      lines.end()
      endStep()
      if (error === undefined) return undefined
      const failed = step && { step: step.name, output: step.output }
      return { service, reason: error, ...failed }
    },
    imageId: () => image,
  }
}
