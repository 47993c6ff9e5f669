import type { BuildEvent } from '../model/build-event.ts'
import type {
  StatusResponse,
  Timestamp,
  Vertex,
  VertexLog,
  VertexStatus,
  VertexWarning,
} from './kit/wire/messages.ts'
import { createLineSplitter, type LineSplitter } from './line-splitter.ts'

/** Steps of one build that are followed; what has more wants our memory, and is listened to no longer. */
const MOST_STEPS = 100_000

/** How many of a step's last lines are kept for a failure. */
const keptLines = 40

/** Turns BuildKit's status messages into events, and remembers what a failure needs to be told. */
export interface StepTracker {
  add(status: StatusResponse): void
  /** Hands out lines that were never ended. */
  finish(): void
  /** The step that failed by itself, not one that was cancelled for it; `digest` is preferred when known. */
  findFailed(digest: string | undefined): { name: string; output: readonly string[] } | undefined
}

interface Step {
  readonly id: string
  name: string
  /** When it started, while it runs. */
  running?: number
  /** When it last started; a step that is reported to start again at the same time did not. */
  lastStart?: number
  ended: boolean
  failed: boolean
  readonly output: string[]
  readonly splitters: Map<string, LineSplitter>
}

/** Makes a tracker that reports the steps of one service's build. */
export function createStepTracker(service: string, onEvent: (event: BuildEvent) => void): StepTracker {
  const steps = new Map<string, Step>()
  /** Steps of vertexes that are parts of one, by digest: `COPY --link` copies and then merges. */
  const groups = new Map<string, string>()
  const idOf = (digest: string): string => groups.get(digest) ?? digest
  const stepOf = (digest: string): Step => {
    const id = idOf(digest)
    const known = steps.get(id)
    if (known) return known
    const step: Step = { id, name: '', ended: false, failed: false, output: [], splitters: new Map() }
    if (steps.size + groups.size >= MOST_STEPS) throw new Error(`a build has more than ${MOST_STEPS} steps`)
    steps.set(id, step)
    return step
  }
  const emit = (event: EventBody): void => onEvent({ service, ...event })
  return {
    add(status) {
      for (const vertex of status.vertexes) {
        if (vertex.progressGroup?.id) groups.set(vertex.digest, vertex.progressGroup.id)
        updateStep(stepOf(vertex.digest), vertex, emit)
      }
      for (const progress of status.statuses) emit(progressEvent(progress, idOf(progress.vertex)))
      for (const log of status.logs) addLog(stepOf(log.vertex), log, emit)
      for (const warning of status.warnings) emit(warningEvent(warning))
    },
    finish() {
      for (const step of steps.values()) flushLines(step)
    },
    findFailed(digest) {
      const failed = [...steps.values()].filter((step) => step.failed)
      const wanted = digest && idOf(digest)
      const step = failed.find(({ id }) => id === wanted) ?? failed[0]
      return step && { name: step.name, output: step.output }
    },
  }
}

type EventBody = BuildEvent extends infer E ? (E extends BuildEvent ? Omit<E, 'service'> : never) : never

function updateStep(step: Step, vertex: Vertex, emit: (event: EventBody) => void): void {
  step.name = vertex.progressGroup?.name || vertex.name
  const started = vertex.started && seconds(vertex.started)
  if (vertex.completed) {
    flushLines(step)
    endStep(step, vertex, seconds(vertex.completed), started, emit)
    return
  }
  if (started === undefined || started === step.lastStart) return
  step.running = started
  step.lastStart = started
  emit({ kind: 'step', step: step.id, name: step.name, state: 'started' })
}

/** BuildKit repeats the end of its internal steps; only the first end after a start counts. */
function endStep(
  step: Step,
  vertex: Vertex,
  completed: number,
  started: number | undefined,
  emit: (event: EventBody) => void,
): void {
  if (step.running === undefined && step.ended && !vertex.error) return
  const since = step.running ?? started
  const state = endState(vertex)
  step.failed ||= state === 'error'
  step.ended = true
  delete step.running
  emit({
    kind: 'step',
    step: step.id,
    name: step.name,
    state,
    ...(since !== undefined && state !== 'cached' && { seconds: Math.max(0, completed - since) }),
    ...(state === 'error' && { error: vertex.error }),
  })
}

function endState(vertex: Vertex): 'done' | 'cached' | 'error' | 'canceled' {
  if (vertex.error) return vertex.error.includes('context canceled') ? 'canceled' : 'error'
  return vertex.cached ? 'cached' : 'done'
}

function addLog(step: Step, log: VertexLog, emit: (event: EventBody) => void): void {
  const stream = log.stream === 2 ? 'stderr' : 'stdout'
  const splitter =
    step.splitters.get(stream) ?? createLineSplitter((line) => addLine(step, stream, line, emit))
  step.splitters.set(stream, splitter)
  splitter.push(log.msg)
}

function addLine(
  step: Step,
  stream: 'stdout' | 'stderr',
  line: string,
  emit: (event: EventBody) => void,
): void {
  step.output.push(line)
  if (step.output.length > keptLines) step.output.shift()
  emit({ kind: 'log', step: step.id, stream, line })
}

function flushLines(step: Step): void {
  for (const splitter of step.splitters.values()) splitter.end()
}

function progressEvent(status: VertexStatus, step: string): EventBody {
  return {
    kind: 'progress',
    step,
    name: status.id,
    current: status.current,
    ...(status.total > 0 && { total: status.total }),
    done: status.completed !== undefined,
  }
}

function warningEvent(warning: VertexWarning): EventBody {
  const line = warning.ranges[0]?.start?.line
  const file = warning.info?.filename
  return {
    kind: 'warning',
    text: Buffer.from(warning.short).toString(),
    ...(warning.url && { url: warning.url }),
    ...(file && { file }),
    ...(line && { line }),
  }
}

function seconds({ seconds: whole = 0n, nanos = 0 }: Timestamp): number {
  return Number(whole) + nanos / 1e9
}
