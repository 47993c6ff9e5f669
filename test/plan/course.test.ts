import { describe, expect, it } from 'vitest'
import type { NodeCourse } from '../../src/model/course.ts'
import { type Course, criticalPath, serviceCourses } from '../../src/plan/course.ts'
import type { Plan } from '../../src/plan/graph.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf } from './support/simulate.ts'

const FILE = `
services:
  db: {image: busybox, healthcheck: {test: "true"}}
  api: {image: busybox, depends_on: {db: {condition: service_healthy}}}
  web: {image: busybox, depends_on: [api]}
  side: {image: busybox}
`

async function plan(): Promise<Plan> {
  return planUp(await desiredFrom(FILE), observedOf(emptyWorld(['busybox'])), { ...PLAIN_UP, wait: true })
}

/** Every node as `state`, but those that are named; `none` is not begun. Each takes a second, one after the other. */
function courseOf({ nodes }: Plan, changes: Record<string, NodeCourse['state'] | 'none'>): Course {
  return new Map(
    nodes.flatMap(({ id }, i) => {
      const name = Object.keys(changes).find((key) => id.includes(key))
      const state = (name && changes[name]) || 'done'
      return state === 'none' ? [] : [[id, { state, began: i * 1000, ended: (i + 1) * 1000 }] as const]
    }),
  )
}

const WAITING = {
  'db-1 healthy': 'failed',
  'db-1 up': 'ended',
  'start-container p-api': 'none',
  'api-1 up': 'none',
  'start-container p-web': 'none',
  'web-1 up': 'none',
} as const

describe('a course', () => {
  it('says which services are up, which failed and what the others wait for', async () => {
    const made = await plan()
    const courses = serviceCourses(made, courseOf(made, WAITING))
    expect(courses.map(({ service, state, waitsFor }) => ({ service, state, waitsFor }))).toEqual([
      { service: 'db', state: 'failed', waitsFor: [] },
      { service: 'api', state: 'pending', waitsFor: ['db'] },
      { service: 'side', state: 'up', waitsFor: [] },
      { service: 'web', state: 'pending', waitsFor: ['api'] },
    ])
  })

  it('has all services up when everything is done or needless', async () => {
    const made = await plan()
    const states = serviceCourses(made, courseOf(made, { 'db-1 up': 'skipped' })).map(({ state }) => state)
    expect(new Set(states)).toEqual(new Set(['up']))
  })

  it('has a critical path that ends with what failed', async () => {
    const made = await plan()
    expect(criticalPath(made, courseOf(made, WAITING)).map(({ id }) => id)).toEqual([
      'create-network p_default',
      // Nothing starts before all is made: the last that was made is what held it up.
      'create-container p-web-1',
      'start-container p-db-1',
      'wait-container p-db-1 healthy',
    ])
  })

  it.each([
    [
      'what was still waited for',
      { ...WAITING, 'db-1 healthy': 'ended', 'db-1 up': 'none' } as const,
      'wait-container p-db-1 healthy',
    ],
    ['what was done last', {}, 'wait-container p-web-1 up'],
  ])('or else with %s', async (_name, changes, last) => {
    const made = await plan()
    expect(criticalPath(made, courseOf(made, changes)).at(-1)?.id).toBe(last)
  })

  it('is empty where nothing was to be done', () => {
    const nothing = { nodes: [], questions: [], unchanged: [], met: [], warnings: [] }
    expect(criticalPath(nothing, new Map())).toEqual([])
  })
})
