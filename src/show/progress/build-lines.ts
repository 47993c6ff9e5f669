import type { BuildEvent } from '../../model/build-event.ts'

interface Step {
  readonly number: number
  readonly name: string
  readonly startedAt: number
}

/**
 * Turns build events into the lines of BuildKit's plain progress: a number for each step, its name when it
 * gets the word (`#3 [web 2/3] RUN npm ci`), its output with seconds since its start, its end.
 */
export function createBuildLines(now: () => number): (event: BuildEvent) => string[] {
  const steps = new Map<string, Step>()
  const spoken = new Set<number>()
  const last: { step?: Step } = {}

  function stepOf(id: string, name: string): Step {
    const known = steps.get(id)
    if (known) return known
    const step = { number: steps.size + 1, name, startedAt: now() }
    steps.set(id, step)
    return step
  }

  /** Lines of a step, after a gap and its name when another one spoke before. */
  function say(step: Step, lines: readonly string[]): string[] {
    const isNew = !spoken.has(step.number)
    const head =
      last.step === step ? [] : [...(last.step ? [''] : []), `#${step.number} ${isNew ? step.name : '...'}`]
    last.step = step
    spoken.add(step.number)
    return [...head, ...lines.map((line) => `#${step.number} ${line}`)]
  }

  return (event) => {
    switch (event.kind) {
      case 'step': {
        const step = stepOf(`${event.service} ${event.step}`, event.name)
        return say(step, endOf(event))
      }
      case 'log': {
        const step = stepOf(`${event.service} ${event.step}`, event.step)
        const seconds = ((now() - step.startedAt) / 1000).toFixed(3)
        return say(step, [`${seconds} ${event.line}`])
      }
      case 'progress': {
        if (!event.done) return []
        return say(stepOf(`${event.service} ${event.step}`, event.step), [`${event.name} done`])
      }
      case 'warning':
        return ['', `WARN: ${event.text}${event.file ? ` (${event.file}:${event.line ?? 1})` : ''}`]
      case 'built':
        return []
    }
  }
}

function endOf(event: BuildEvent & { kind: 'step' }): string[] {
  switch (event.state) {
    case 'started':
      return []
    case 'done':
      return [`DONE ${(event.seconds ?? 0).toFixed(1)}s`]
    case 'cached':
      return ['CACHED']
    case 'canceled':
      return ['CANCELED']
    case 'error':
      return [`ERROR: ${event.error ?? 'failed'}`]
  }
}
