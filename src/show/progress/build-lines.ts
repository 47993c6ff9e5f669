import type { BuildEvent } from '../../model/build-event.ts'
import { quoteOutput } from '../quote.ts'
import { humanSize } from '../units.ts'

/** Build events as lines, for somebody who reads them one after the other. */
export interface BuildLines {
  take(event: BuildEvent): string[]
  /** What is still to be said at the end. */
  rest(): string[]
}

interface Step {
  readonly service: string
  readonly title: string
  readonly startedAt: number
  /** Given when it is first heard of. */
  number?: number
  /** Lines that wait for the word, and since when. */
  readonly waiting: string[]
  waitsSince?: number | undefined
  /** Said once another step gets the word: BuildKit may end a step and take it up again. */
  end?: string | undefined
}

/** How long a step may keep others waiting while it goes on talking, and how soon it counts as silent. */
const PATIENCE = 5000
const SILENCE = 2000

/**
 * Turns build events into the lines of BuildKit's plain progress: a number for each step, its name when it gets
 * the word (`#3 [web 2/3] RUN npm ci`), its output with seconds since its start, its end. Of steps that run at
 * the same time one has the word until it ends or is silent, so that what belongs together stands together. The
 * service is named where several are built.
 */
export function createBuildLines(now: () => number): BuildLines {
  const steps = new Map<string, Step>()
  const services = new Set<string>()
  const said: string[] = []
  let count = 0
  let speaker: Step | undefined
  let spokenAt = 0

  function stepOf(service: string, id: string, name: string): Step {
    const key = `${service} ${id}`
    const known = steps.get(key)
    if (known) return known
    const title = services.size > 1 ? prefixed(service, name) : name
    const step: Step = { service, title, startedAt: now(), waiting: [] }
    steps.set(key, step)
    return step
  }

  function sayEnd(): void {
    if (speaker?.end) said.push(`#${speaker.number} ${speaker.end}`)
    if (speaker) speaker.end = undefined
  }

  function giveWord(step: Step): void {
    if (speaker !== step) {
      sayEnd()
      if (speaker) said.push('')
      const isNew = step.number === undefined
      step.number ??= ++count
      said.push(`#${step.number} ${isNew ? step.title : '...'}`)
      speaker = step
    }
    said.push(...step.waiting.splice(0).map((line) => `#${step.number} ${line}`))
    step.waitsSince = undefined
    spokenAt = now()
  }

  function say(step: Step, ...lines: readonly string[]): void {
    step.waiting.push(...lines)
    step.waitsSince ??= now()
    const isFree = speaker === undefined || speaker.end !== undefined || now() - spokenAt >= SILENCE
    if (speaker === step || isFree) giveWord(step)
  }

  /** Lets those speak who have waited for the end of the one with the word, or for long enough. */
  function letOthersSpeak(): void {
    const waiting = [...steps.values()].flatMap((step) =>
      step.waitsSince === undefined ? [] : [{ step, since: step.waitsSince }],
    )
    for (const { step, since } of waiting.sort((a, b) => a.since - b.since)) {
      if (speaker?.end === undefined && now() - since < PATIENCE) return
      giveWord(step)
    }
  }

  function letSpeak(isMeant: (step: Step) => boolean = () => true): void {
    for (const step of steps.values()) if (step.waitsSince !== undefined && isMeant(step)) giveWord(step)
    sayEnd()
  }

  function take(event: BuildEvent): void {
    switch (event.kind) {
      case 'begun':
        services.add(event.service)
        return
      case 'step': {
        const step = stepOf(event.service, event.step, event.name)
        say(step)
        step.end = endOf(event)
        if (event.state === 'error') letSpeak()
        return
      }
      case 'log': {
        const step = stepOf(event.service, event.step, event.step)
        say(step, `${((now() - step.startedAt) / 1000).toFixed(3)} ${quoteOutput(event.line)}`)
        return
      }
      case 'progress': {
        if (!event.done) return
        const size = event.current > 0 ? ` ${humanSize(event.current)}` : ''
        say(stepOf(event.service, event.step, event.step), `${event.name}${size} done`)
        return
      }
      case 'warning':
        sayEnd()
        said.push('', `WARN: ${event.text}${event.file ? ` (${event.file}:${event.line ?? 1})` : ''}`)
        return
      case 'built':
        letSpeak((step) => step.service === event.service)
    }
  }

  return {
    take(event) {
      take(event)
      letOthersSpeak()
      return said.splice(0)
    },
    rest() {
      letSpeak()
      return said.splice(0)
    },
  }
}

/** As docker's own client names the steps of one among several builds. */
function prefixed(service: string, name: string): string {
  return name.startsWith('[') ? `[${service} ${name.slice(1)}` : `[${service}] ${name}`
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
