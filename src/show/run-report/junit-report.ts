import type { ServiceCourse } from '../../model/course.ts'
import type { Failure } from '../../model/failure.ts'
import { withoutSequences } from '../ansi.ts'
import { describeFailure } from '../diagnostics.ts'
import { textOf } from '../failures/all.ts'
import { type RunReport, serviceOfFailure } from './run-report.ts'

/** A test case: a service, or `up` itself for what is about no service. */
interface Case {
  readonly name: string
  readonly seconds: number
  readonly outcome: 'passed' | 'skipped' | 'failure' | 'error'
  /** The sentence, and all there is to say. */
  readonly message: string
  readonly text: string
  /** A failure's code. */
  readonly type: string
}

/**
 * A report as JUnit XML, which CI systems show: one suite, a test case a service. A service whose start was never
 * begun, for want of what it depends on, is skipped.
 */
export function junitReport(report: RunReport, cwd: string): string {
  const { project = 'up', began, ended, services, failures } = report
  const known = new Set(services.map(({ service }) => service))
  const isOfNone = (failure: Failure) => !known.has(serviceOfFailure(failure) ?? '')
  const cases = services.map((service) => serviceCase(service, failures, cwd))
  const isTold = cases.some(({ outcome }) => outcome === 'failure')
  const rest = failures.filter((one) => isOfNone(one) && !(isTold && SUMMARIES.has(one.code)))
  cases.push(...rest.map((one) => failureCase('up', 0, 'error', one, cwd)))
  const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length
  const counts = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: inSeconds(ended - began),
  }
  const all = failures.map((one) => describeFailure(one, { color: false, cwd })).join('\n\n')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'tscompose up', ...counts })}>`,
    `  <testsuite${attributes({ name: project, timestamp: new Date(began).toISOString(), ...counts })}>`,
    ...cases.flatMap((one) => caseLines(one, project)),
    ...(all ? [`    <system-err>${escaped(all)}</system-err>`] : []),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

/** Failures that sum up what the test cases say one by one. */
const SUMMARIES: ReadonlySet<Failure['code']> = new Set(['up-incomplete', 'wait-timeout'])

function serviceCase(course: ServiceCourse, failures: readonly Failure[], cwd: string): Case {
  const { service, state, waitsFor, began = 0, ended = 0 } = course
  const seconds = (ended - began) / 1000
  const own = failures.find((one) => serviceOfFailure(one) === service && one.severity === 'error')
  if (own) return failureCase(service, seconds, 'failure', own, cwd)
  const plain = { name: service, seconds, message: '', text: '', type: '' }
  if (state === 'up') return { ...plain, outcome: 'passed' }
  if (waitsFor.length > 0)
    return { ...plain, outcome: 'skipped', message: `waits for ${waitsFor.join(', ')}` }
  const timeout = failures.flatMap((one) => (one.code === 'wait-timeout' ? [one] : []))[0]
  const missing = timeout?.data.pending.filter((one) => one.service === service) ?? []
  if (!timeout || missing.length === 0) return { ...plain, outcome: 'skipped', message: 'not finished' }
  return failureCase(
    service,
    seconds,
    'failure',
    { ...timeout, data: { ...timeout.data, pending: missing } },
    cwd,
  )
}

function failureCase(
  name: string,
  seconds: number,
  outcome: 'failure' | 'error',
  failure: Failure,
  cwd: string,
): Case {
  const text = describeFailure(failure, { color: false, cwd })
  return { name, seconds, outcome, message: textOf(failure).message, text, type: failure.code }
}

function caseLines({ name, seconds, outcome, message, text, type }: Case, project: string): string[] {
  const head = `    <testcase${attributes({ classname: project, name, time: seconds.toFixed(3) })}`
  if (outcome === 'passed') return [`${head}/>`]
  const inner =
    outcome === 'skipped'
      ? `<skipped${attributes({ message })}/>`
      : `<${outcome}${attributes({ message, type })}>${escaped(text)}</${outcome}>`
  return [`${head}>`, `      ${inner}`, '    </testcase>']
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(`${value}`).replaceAll('\n', '&#10;')}"`)
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold, which programs do print, is left out: control characters and halves of surrogate pairs. */
function escaped(text: string): string {
  return [...withoutSequences(text)]
    .filter((char) => /[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(char))
    .map((char) => ENTITIES[char] ?? char)
    .join('')
}

function inSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
