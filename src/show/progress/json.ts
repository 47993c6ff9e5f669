import type { BuildEvent } from '../../model/build-event.ts'
import { diagnosticsJson } from '../diagnostics-json.ts'
import { goJson } from '../go-json.ts'
import { flushed, type Progress, type ProgressOptions } from './progress.ts'
import { progressLine } from './progress-line.ts'

/** One line of JSON an event, with the keys of Docker Compose's `--progress json`. */
export function createJsonProgress({ stream, builds = stream, dryRun }: ProgressOptions): Progress {
  const write = (fields: Readonly<Record<string, unknown>>, to = stream) =>
    to.write(`${goJson(withoutEmpty({ 'dry-run': dryRun, ...fields }))}\n`)
  return {
    sink(event) {
      if (event.kind === 'warning') {
        stream.write(`${diagnosticsJson(event.failure)}\n`)
        return
      }
      if (event.kind === 'build') {
        const fields = buildFields(event.event)
        if (fields) write(fields, builds)
      }
      const line = progressLine(event)
      if (!line) return
      const { id, parentId, text, status, details, current, total, percent } = line
      write({ id, parent_id: parentId, text, status, details, current, total, percent })
    },
    async end() {
      await flushed(builds)
      await flushed(stream)
    },
  }
}

/** Go's `omitempty`. */
function withoutEmpty(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value))
}

const STEP_WORDS = {
  started: 'Working',
  done: 'Done',
  cached: 'Cached',
  canceled: 'Canceled',
  error: 'Error',
} as const

/** Build steps are children of their service. */
function buildFields(event: BuildEvent): Record<string, unknown> | undefined {
  const parent = { parent_id: event.service }
  switch (event.kind) {
    case 'step':
      return { id: event.step, ...parent, text: event.name, status: STEP_WORDS[event.state] }
    case 'log':
      return { id: event.step, ...parent, text: event.line }
    case 'progress':
      return {
        id: event.step,
        ...parent,
        text: event.name,
        status: event.done ? 'Done' : 'Working',
        current: event.current,
        total: event.total,
      }
    case 'warning':
      return { id: event.service, text: event.text, status: 'Warning' }
    case 'begun':
    case 'built':
      return undefined
  }
}
