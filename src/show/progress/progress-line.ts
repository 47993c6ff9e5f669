import type { Event, Subject } from '../../model/event.ts'
import type { Failure } from '../../model/failure.ts'
import { textOf } from '../failures/all.ts'
import { sentenceOf } from '../failures/compose.ts'
import { humanSize } from '../units.ts'
import { describeWhy } from './describe-why.ts'

/** One thing's state at a moment, in Docker Compose's words: what plain and JSON progress print. */
export interface ProgressLine {
  readonly id: string
  readonly parentId?: string
  readonly text: string
  readonly status: string
  /** Why, where that is worth saying. */
  readonly details?: string
  /** Bytes. */
  readonly current?: number
  readonly total?: number
  /** 0 to 100. */
  readonly percent?: number
}

/** Docker Compose's words for a verb while it is done and once it is. Without `doing` the start is not told. */
interface Words {
  readonly doing?: string
  readonly done: string
  /** Instead of `Error`, when it fails. */
  readonly failed?: string
}

const WORDS: Readonly<Record<string, Words>> = {
  create: { doing: 'Creating', done: 'Created' },
  start: { doing: 'Starting', done: 'Started' },
  stop: { doing: 'Stopping', done: 'Stopped', failed: 'Error while Stopping' },
  kill: { doing: 'Killing', done: 'Killed', failed: 'Error while Killing' },
  remove: { doing: 'Removing', done: 'Removed', failed: 'Error while Removing' },
  recreate: { doing: 'Recreate', done: 'Recreated' },
  restart: { doing: 'Restarting', done: 'Started' },
  wait: { doing: 'Waiting', done: 'Healthy' },
  pause: { done: 'Paused' },
  unpause: { done: 'Unpaused' },
  pull: { doing: 'Pulling', done: 'Pulled' },
  push: { doing: 'Pushing', done: 'Pushed' },
  build: { done: 'Built' },
  commit: { doing: 'Committing', done: 'Committed' },
  export: { doing: 'Exporting', done: 'Exported' },
  copy: { doing: 'Copying', done: 'Copied' },
}

/** The words for a verb; undefined for steps that Docker Compose does not speak of (renaming, connecting). */
export function wordsOf(verb: string): Words | undefined {
  return WORDS[verb]
}

/** What was reached, as a word with a capital: the outcome if the event names one of its own, else the verb's. */
export function outcomeWord({ verb, outcome }: { verb: string; outcome: string }): string {
  // Without a health check running is all that there is to wait for.
  if (verb === 'wait' && outcome === 'running') return 'Healthy'
  return outcome && outcome !== verb ? capital(outcome) : (WORDS[verb]?.done ?? capital(verb))
}

/** An event as a line of progress; undefined for those that are not told. */
export function progressLine(event: Event): ProgressLine | undefined {
  switch (event.kind) {
    case 'started':
      return withDetails(told(event.subject, event.verb, wordsOf(event.verb)?.doing), describeWhy(event))
    case 'done':
      return told(event.subject, event.verb, wordsOf(event.verb) && outcomeWord(event))
    case 'failed':
      return failedLine(event)
    case 'said':
      return { id: lineId(event.subject, ''), text: '', status: event.text }
    case 'skipped':
      if (event.runs) return told(event.subject, 'unchanged', 'Running')
      return event.verb === 'pull' ? told(event.subject, 'pull', 'Skipped') : undefined
    case 'unchanged':
      return isRunning(event) ? told(event.subject, 'unchanged', 'Running') : undefined
    case 'transfer':
      return transferLine(event)
    case 'build':
      return event.event.kind === 'built' ? { id: event.event.service, text: '', status: 'Built' } : undefined
    default:
      return undefined
  }
}

/** What runs and stays is told; networks, volumes and stopped containers that stay are not. */
export function isRunning({ subject, state }: Event & { kind: 'unchanged' }): boolean {
  return subject.kind === 'container' && state === 'running'
}

/** Docker Compose tells pulls by service and puts their word where other lines have a text. */
function told(subject: Subject, verb: string, word: string | undefined): ProgressLine | undefined {
  if (word === undefined) return undefined
  if (subject.task !== undefined) return { id: subject.name, text: subject.task, status: word }
  const id = lineId(subject, verb)
  return verb === 'pull' ? { id, text: word, status: '' } : { id, text: '', status: word }
}

function withDetails(line: ProgressLine | undefined, details: string): ProgressLine | undefined {
  return line && details ? { ...line, details } : line
}

/** Docker Compose tells why a pull, the making of a container and a dependency failed, and of others only that they did. */
function failedLine({ subject, verb, failure }: Event & { kind: 'failed' }): ProgressLine | undefined {
  // The error that follows says all of it.
  if (subject.task !== undefined || failure.code === 'hook-failed') return undefined
  // Of services that are built together the failure knows which one it is about.
  const about: Subject =
    failure.code === 'build-failed' ? { kind: 'service', name: failure.data.service } : subject
  const line = told(about, verb, wordsOf(verb)?.failed ?? 'Error')
  const status = line && failedStatus(subject, verb, failure)
  return line && status !== undefined ? { ...line, status } : line
}

/** What stands in the place of `Error`, or behind it for pulls: docker-compose's own words where it has some there. */
function failedStatus({ kind }: Subject, verb: string, failure: Failure): string | undefined {
  const sentence = sentenceOf(failure) ?? ''
  const said = OF_ENGINE.exec(sentence)?.[1]
  if (verb === 'pull') return said ?? textOf(failure).message
  const isTold = (verb === 'create' && said !== undefined) || failure.code === 'dependency-not-completed'
  return isTold && kind === 'container' ? sentence : undefined
}

/** What the engine said, in docker-compose's words. */
const OF_ENGINE = /^Error response from daemon: (.*)$/s

function lineId({ kind, name, service }: Subject, verb: string): string {
  if (kind === 'service') return name
  if (verb === 'pull' || verb === 'build') return service ?? name
  return `${capital(kind)} ${name}`
}

const NOT_A_LAYER = /^(?:Pulling from |Digest: |Status: |The push refers )/

function transferLine(event: Event & { kind: 'transfer' }): ProgressLine | undefined {
  const { layer, status, current, total } = event
  if (layer === '' || NOT_A_LAYER.test(status)) return undefined
  const isDone = /complete$|^Already exists$|^Pushed$|^Layer already exists$/.test(status)
  const percent = isDone ? 100 : total ? Math.trunc(((current ?? 0) * 100) / total) : 0
  return {
    id: layer,
    parentId: lineId(event.subject, 'pull'),
    text: status,
    status: transferBar(current ?? 0, total ?? 0),
    ...(!isDone && current && { current }),
    ...(!isDone && total && { total }),
    ...(percent && { percent }),
  }
}

const BAR = 50

/** The bar that the docker client draws on wide terminals: `[==>   ]  1.2MB/3.4MB`. */
function transferBar(current: number, total: number): string {
  if (current <= 0 && total <= 0) return ''
  const size = humanSize(current).padStart(8)
  if (total <= 0) return size
  const filled = Math.min(BAR, Math.trunc(Math.trunc((current / total) * 100) / 2))
  const numbers = current > total ? size : `${size}/${humanSize(total)}`
  return `[${'='.repeat(filled)}>${' '.repeat(BAR - filled)}] ${numbers}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
