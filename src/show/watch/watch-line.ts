import { isAbsolute, relative } from 'node:path'
import type { WatchEvent } from '../../model/watch-event.ts'
import type { Style } from '../ansi.ts'
import { count } from '../failures/words.ts'
import { describeReason } from '../plan/describe-reason.ts'
import { quoted } from '../quote.ts'
import { humanSize } from '../units.ts'

/** How lines look, and what paths are relative to. */
export interface WatchLineOptions {
  readonly style: Style
  readonly cwd: string
}

/** Keys that do something while files are watched on a terminal. */
export const keysLine = 'Keys: b rebuild, r restart, p pause, q quit'

/** What happened, as a line; undefined for failures, which are shown as all failures are. */
export function watchLine(event: WatchEvent, options: WatchLineOptions): string | undefined {
  return event.kind === 'failed' ? undefined : lineOf(quoted(event), options)
}

function lineOf(event: Exclude<WatchEvent, { kind: 'failed' }>, options: WatchLineOptions): string {
  const { style } = options
  const line = (who: string, what: string, details = '') =>
    `${who ? `${style.bold(who)} ` : ''}${what}${details ? ` ${style.dim(details)}` : ''}`
  switch (event.kind) {
    case 'ready':
      return line('', `Watch enabled for ${list(event.services) || 'no service'}`, readyDetails(event))
    case 'synced':
      return line(event.service, syncText(event), pathsText(event.paths, options))
    case 'rebuilding':
      return line(list(event.services), 'rebuild', pathsText(event.paths, options))
    case 'rebuilt':
      return line(list(event.services), `rebuilt: ${time(event.ms)}`)
    case 'restarted':
      return line(
        list(event.services),
        `restart: ${countOf(event.paths)}${time(event.ms)}`,
        pathsText(event.paths, options),
      )
    case 'executed':
      return line(event.service, `exec: ${time(event.ms)}`, `(${event.command.join(' ')})`)
    case 'reloaded': {
      const steps = event.changes === 0 ? 'nothing to do' : count(event.changes, 'step')
      return line('', `Project changed: ${steps}`, pathsText(event.paths, options))
    }
    case 'reload-failed':
      return line('', style.yellow('Project cannot be read, what was before stays in force'))
    case 'engine-lost':
      return line('', style.yellow('The engine is away; changes are kept until it is back'))
    case 'engine-back':
      return line('', `The engine is back after ${time(event.ms)}`)
    case 'paused':
      return line('', 'Watch paused: changes are kept', '(p goes on)')
    case 'resumed':
      return line('', 'Watch goes on')
    case 'healing':
      return event.containers
        .map(({ name, reasons }) =>
          line(name, 'put back', `(${[...new Set(reasons.map(describeReason))].join('; ')})`),
        )
        .join('\n')
    case 'crash-loop':
      return line(event.container, style.yellow(crashText(event)))
  }
}

function readyDetails({ directories, ms }: WatchEvent & { kind: 'ready' }): string {
  const noun = directories === 1 ? 'directory' : 'directories'
  const counted = directories === undefined ? '' : `${directories} ${noun}, `
  return `(${counted}${time(ms)})`
}

const CAUSES = {
  change: 'sync',
  initial: 'initial sync',
  'new-container': 'sync of a new container',
} as const

function syncText(event: WatchEvent & { kind: 'synced' }): string {
  const { cause, containers, files, removed, bytes, ms } = event
  const parts = [
    ...(files > 0 || removed === 0 ? [count(files, 'file')] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
    humanSize(bytes),
    ...(containers > 1 ? [count(containers, 'container')] : []),
    time(ms),
  ]
  return `${CAUSES[cause]}: ${parts.join(', ')}`
}

function crashText({ crashes, exitCode, waitMs }: WatchEvent & { kind: 'crash-loop' }): string {
  const what = exitCode === undefined ? 'is unhealthy' : `crashed (exit code ${exitCode})`
  return `${what} ${crashes} times in a row; tried again in ${time(waitMs)}`
}

const SHOWN = 3

function pathsText(paths: readonly string[], { cwd }: WatchLineOptions): string {
  if (paths.length === 0) return ''
  const shown = paths.slice(0, SHOWN).map((path) => shorter(path, cwd))
  return `(${shown.join(', ')}${paths.length > SHOWN ? `, +${paths.length - SHOWN}` : ''})`
}

function shorter(path: string, cwd: string): string {
  const way = relative(cwd, path)
  return way.startsWith('..') || isAbsolute(way) ? path : way || '.'
}

function countOf(paths: readonly string[]): string {
  return paths.length > 0 ? `${count(paths.length, 'file')}, ` : ''
}

function list(services: readonly string[]): string {
  return services.join(', ')
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}
