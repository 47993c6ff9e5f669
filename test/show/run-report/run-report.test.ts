import { describe, expect, it } from 'vitest'
import type { NodeCourse } from '../../../src/model/course.ts'
import { type Failure, failure } from '../../../src/model/failure.ts'
import type { PlanNode } from '../../../src/plan/graph.ts'
import type { NodeId } from '../../../src/plan/operation.ts'
import { jsonReport } from '../../../src/show/run-report/json-report.ts'
import { junitReport } from '../../../src/show/run-report/junit-report.ts'
import type { RunReport } from '../../../src/show/run-report/run-report.ts'

const began = Date.UTC(2026, 0, 31, 12)

function start(service: string, after: NodeId[] = []): PlanNode {
  const name = `p-${service}-1`
  const operation = { kind: 'start-container', container: { id: service }, name, service } as const
  return { id: `start ${service}` as NodeId, operation, reasons: [], after }
}

/** `db`, and `web` that waits for it. */
function reportOf(state: NodeCourse['state'], failures: readonly Failure[]): RunReport {
  const times = { began: began + 500, ended: began + 1750 }
  const db = start('db')
  return {
    project: 'p',
    result: 'failed',
    began,
    ended: began + 2000,
    services: [
      { service: 'db', state: state === 'failed' ? 'failed' : 'pending', waitsFor: [], ...times },
      { service: 'web', state: 'pending', waitsFor: ['db'] },
    ],
    steps: [{ node: db, went: { state, ...times } }, { node: start('web', [db.id]) }],
    criticalPath: [db],
    containers: [],
    failures,
  }
}

const unhealthy = (output: string) =>
  failure('container-unhealthy', { service: 'db', container: 'p-db-1', output: [output], logs: [] })

describe('a JUnit report', () => {
  it('has a test case a service, failed or skipped for what it waits for', () => {
    const xml = junitReport(reportOf('failed', [unhealthy('no')]), '/')
    expect(xml).toContain('<testsuite name="p" timestamp="2026-01-31T12:00:00.000Z" tests="2" failures="1"')
    expect(xml).toContain(
      '<testcase classname="p" name="db" time="1.250">\n      <failure message="container p-db-1',
    )
    expect(xml).toContain('name="web" time="0.000">\n      <skipped message="waits for db"/>')
  })

  it('holds what XML can hold of what programs print', () => {
    const xml = junitReport(
      reportOf('failed', [unhealthy('\u001b[1ma\u001b[0m<b> & "c"\u0000\u0007 \ud800 é 🙂')]),
      '/',
    )
    expect(xml).toContain('| a&lt;b&gt; &amp; &quot;c&quot;\\u0000\\u0007 \\ud800 é 🙂')
  })

  it('has a case of its own for what is about no service', () => {
    const offline = failure('no-service-selected', {})
    const xml = junitReport({ ...reportOf('done', [offline]), services: [] }, '/')
    expect(xml).toContain('tests="1" failures="0" errors="1" skipped="0"')
    expect(xml).toContain('<error message="no service selected" type="no-service-selected">')
  })

  it('gives each service that was waited for too long its own part', () => {
    const pending = ['db', 'web'].map((service) => ({
      service,
      container: `p-${service}-1`,
      state: 'starting',
      output: [`${service} not ready`],
      logs: [],
    }))
    const xml = junitReport(reportOf('ended', [failure('wait-timeout', { seconds: 5, pending })]), '/')
    const [, db = ''] = /name="db"([\s\S]*?)<\/testcase>/.exec(xml) ?? []
    expect(db).toContain('db not ready')
    expect(db).not.toContain('web not ready')
  })
})

describe('a JSON report', () => {
  it('has services, steps and failures, with times since the beginning', () => {
    const report = JSON.parse(jsonReport(reportOf('failed', [unhealthy('no')])))
    expect(report).toMatchObject({
      project: 'p',
      startedAt: '2026-01-31T12:00:00.000Z',
      seconds: 2,
      services: [
        { service: 'db', state: 'failed', began: 0.5, seconds: 1.25 },
        { service: 'web', state: 'pending', waitsFor: ['db'] },
      ],
      steps: [
        { step: 'start db', state: 'failed' },
        { step: 'start web', state: 'not begun' },
      ],
      criticalPath: ['start db'],
      failures: [{ code: 'container-unhealthy' }],
    })
  })
})
