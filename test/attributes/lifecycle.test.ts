import { expect, it } from 'vitest'
import { lifecycle } from '../../src/attributes/lifecycle.ts'
import type { Service } from '../../src/model/service.ts'
import { bodyOf, serviceOf } from '../support/canonical.ts'

it('reads', async () => {
  expect(await serviceOf('restart: "no"\nstop_signal: SIGINT\nstop_grace_period: 1m')).toMatchObject({
    restart: 'no',
    stop_signal: 'SIGINT',
    stop_grace_period: 60e9,
  })
})

it.each<[Partial<Service>, { Name: string; MaximumRetryCount: number } | undefined]>([
  [{}, undefined],
  [{ restart: 'always' }, { Name: 'always', MaximumRetryCount: 0 }],
  [{ restart: 'no' }, { Name: 'no', MaximumRetryCount: 0 }],
  [{ restart: 'on-failure:3' }, { Name: 'on-failure', MaximumRetryCount: 3 }],
  [
    { restart: 'always', deploy: { restart_policy: { condition: 'on-failure', max_attempts: 2 } } },
    { Name: 'on-failure', MaximumRetryCount: 2 },
  ],
  [{ deploy: { restart_policy: { condition: 'any' } } }, { Name: 'always', MaximumRetryCount: 0 }],
  [{ deploy: { restart_policy: { condition: 'none' } } }, { Name: 'no', MaximumRetryCount: 0 }],
])('%j restarts with %j', (service, policy) => {
  expect(bodyOf(lifecycle, service).HostConfig.RestartPolicy).toEqual(policy)
})

it('sends whole seconds', () => {
  expect(bodyOf(lifecycle, { stop_grace_period: 1.9e9, stop_signal: 'SIGINT' })).toMatchObject({
    StopTimeout: 1,
    StopSignal: 'SIGINT',
  })
  expect(bodyOf(lifecycle, { stop_grace_period: 0 }).StopTimeout).toBe(0)
})
