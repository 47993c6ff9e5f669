import type { BuildEvent } from '../../model/build-event.ts'
import { withoutSequences } from '../ansi.ts'
import { humanSize } from '../units.ts'

/** A step that is going on, and the last that it said. */
export interface RunningStep {
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly lines: readonly string[]
}

interface Step {
  readonly name: string
  readonly startedAt: number
  readonly lines: string[]
  /** Bytes by the name of what travels; what has arrived is still counted. */
  readonly parts: Map<string, { current: number; total: number }>
}

const KEPT_LINES = 10

/** What a build is at. */
export class BuildView {
  readonly #running = new Map<string, Step>()
  readonly #ended = new Map<string, boolean>()

  /** Takes an event of this build, which happened at `now`. */
  take(event: BuildEvent, now: number): void {
    if (event.kind === 'step') {
      if (event.state === 'started') this.#start(event.step, event.name, now)
      else this.#end(event)
    } else if (event.kind === 'log') {
      const lines = this.#running.get(event.step)?.lines
      const line = shownPart(event.line)
      if (line.trim()) lines?.push(line)
      if (lines && lines.length > KEPT_LINES) lines.shift()
    } else if (event.kind === 'progress') {
      const { current, total = 0 } = event
      this.#running.get(event.step)?.parts.set(event.name, { current, total })
    }
  }

  /** Steps that are going on, in the order in which they began. */
  get running(): RunningStep[] {
    return [...this.#running.values()].map(({ name, startedAt, lines, parts }) => ({
      name,
      startedAt,
      lines: parts.size > 0 && lines.length === 0 ? transfers(parts) : lines,
    }))
  }

  /** How many of the Dockerfile's own steps there were, and how many of them came from the cache. */
  get summary(): string {
    const steps = this.#ended.size
    const cached = [...this.#ended.values()].filter((isCached) => isCached).length
    return steps === 0 ? '' : `${steps} ${steps === 1 ? 'step' : 'steps'}, ${cached} cached`
  }

  #start(id: string, name: string, startedAt: number): void {
    if (!this.#running.has(id)) this.#running.set(id, { name, startedAt, lines: [], parts: new Map() })
  }

  #end({ step, name, state }: BuildEvent & { kind: 'step' }): void {
    this.#running.delete(step)
    if (/^\[(?:.* )?\d+\/\d+\] (?!FROM )/.test(name)) this.#ended.set(step, state === 'cached')
  }
}

/** What would stand on the screen: programs that draw bars write over their line. */
function shownPart(line: string): string {
  const last = line.replace(/\r+$/, '').split('\r').at(-1) ?? ''
  return withoutSequences(last)
    .replaceAll('\t', '  ')
    .replace(/\p{Cc}/gu, '')
}

function transfers(parts: Step['parts']): string[] {
  const [[name] = ['']] = parts
  const sizes = [...parts.values()]
  const current = sizes.reduce((sum, part) => sum + part.current, 0)
  const total = sizes.reduce((sum, part) => sum + part.total, 0)
  if (current === 0) return []
  const what = parts.size === 1 && !name.startsWith('sha256:') ? `${name} ` : ''
  return [`${what}${humanSize(current, 3)}${total > 0 ? ` / ${humanSize(total, 3)}` : ''}`]
}
