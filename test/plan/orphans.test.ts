import { expect, it } from 'vitest'
import { labels } from '../../src/model/labels.ts'
import type { ObservedContainer } from '../../src/model/observed.ts'
import { findOrphans } from '../../src/plan/orphans.ts'
import { desiredFrom } from './support/desired.ts'

it.each<[string, string, ObservedContainer['state'], boolean, boolean]>([
  ['of a service that is there', 'a', 'running', false, false],
  ['of one that no profile enables', 'off', 'running', false, false],
  ['of one that is gone', 'gone', 'running', false, true],
  ['of one that is gone, stopped', 'gone', 'exited', false, true],
  ['of run, at work', 'a', 'running', true, false],
  ['of run, just made', 'a', 'created', true, false],
  ['of run, over', 'a', 'exited', true, true],
  ['of run, dead', 'a', 'dead', true, true],
])('a container %s (%s, %s): an orphan %s', async (_, service, state, isOneOff, isOrphan) => {
  const { project } = await desiredFrom('services: {a: {image: x}, off: {image: x, profiles: [p]}}')
  const own = { [labels.service]: service, [labels.oneoff]: isOneOff ? 'True' : 'False' }
  const container = { id: 'c', name: 'c', labels: own, state } as unknown as ObservedContainer
  expect(findOrphans(project, [container])).toEqual(isOrphan ? [container] : [])
})
