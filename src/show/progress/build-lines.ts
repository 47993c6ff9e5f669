import type { BuildEvent } from '../../model/build-event.ts'

interface Step {
  readonly number: number
  readonly name: string
  readonly startedAt: number
}

/** Build events as lines, for somebody who reads them one after the other. */
export interface BuildLines {
  take(event: BuildEvent): string[]
  /** What is still to be said at the end. */
  rest(): string[]
}

/**
 * Turns build events into the lines of BuildKit's plain progress: a number for each step, its name when it
 * gets the word (`#3 [web 2/3] RUN npm ci`), its output with seconds since its start, its end. BuildKit may
 * end a step and take it up again, so its end is said only once another step has the word.
 */
export function createBuildLines(now: () => number): BuildLines {
  const steps = new Map<string, Step>()
  const spoken = new Set<Step>()
  const word: { of?: Step; end?: string | undefined } = {}

  function stepOf(service: string, id: string, name: string): Step {
    const key = `${service} ${id}`
    const known = steps.get(key)
    if (known) return known
    const step = { number: steps.size + 1, name, startedAt: now() }
    steps.set(key, step)
    return step
  }

  function rest(): string[] {
    const { of, end } = word
    word.end = undefined
    return of && end ? [`#${of.number} ${end}`] : []
  }

  /** Lines of a step; after a gap and with its name when another one spoke before. */
  function say(step: Step, lines: readonly string[]): string[] {
    const said = lines.map((line) => `#${step.number} ${line}`)
    if (word.of === step) return said
    const head = [
      ...rest(),
      ...(word.of ? [''] : []),
      `#${step.number} ${spoken.has(step) ? '...' : step.name}`,
    ]
    word.of = step
    spoken.add(step)
    return [...head, ...said]
  }

  return {
    rest,
    take(event) {
      switch (event.kind) {
        case 'step': {
          const said = say(stepOf(event.service, event.step, event.name), [])
          word.end = endOf(event)
          return said
        }
        case 'log': {
          const step = stepOf(event.service, event.step, event.step)
          const seconds = ((now() - step.startedAt) / 1000).toFixed(3)
          return say(step, [`${seconds} ${event.line}`])
        }
        case 'progress':
          if (!event.done) return []
          return say(stepOf(event.service, event.step, event.step), [`${event.name} done`])
        case 'warning':
          return [
            ...rest(),
            '',
            `WARN: ${event.text}${event.file ? ` (${event.file}:${event.line ?? 1})` : ''}`,
          ]
        case 'built':
          return rest()
      }
    },
  }
}

function endOf(event: BuildEvent & { kind: 'step' }): string | undefined {
  switch (event.state) {
    case 'started':
      return undefined
    case 'done':
      return `DONE ${(event.seconds ?? 0).toFixed(1)}s`
    case 'cached':
      return 'CACHED'
    case 'canceled':
      return 'CANCELED'
    case 'error':
      return `ERROR: ${event.error ?? 'failed'}`
  }
}
