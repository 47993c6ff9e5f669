import { expect, it } from 'vitest'
import { healthcheck } from '../../src/attributes/healthcheck.ts'
import { Failed } from '../../src/model/failure.ts'
import { bodyOf, resolveText, serviceOf } from '../support/canonical.ts'

it('reads texts, durations and numbers', async () => {
  const service = await serviceOf(
    'healthcheck: {test: curl -f x, interval: 1m30s, timeout: 500ms, retries: "$N", start_period: 0s, disable: "false"}',
    { environment: { N: '3' } },
  )
  expect(service.healthcheck).toEqual({
    test: ['CMD-SHELL', 'curl -f x'],
    interval: 90e9,
    timeout: 5e8,
    retries: 3,
    start_period: 0,
    disable: false,
  })
})

it('replaces the test and merges the rest', async () => {
  const { project } = await resolveText(
    'services: {a: {image: b, healthcheck: {test: [CMD, x], retries: 2}}}\n---\nservices: {a: {healthcheck: {test: y}}}',
  )
  expect(project.services.a?.healthcheck).toEqual({ test: ['CMD-SHELL', 'y'], retries: 2 })
})

it.each([
  [
    { test: ['CMD', 'x'], interval: 1e9, retries: 3 },
    { Test: ['CMD', 'x'], Interval: 1e9, Retries: 3 },
  ],
  [{ test: ['CMD', 'x'], disable: true }, { Test: ['NONE'] }],
  [
    { start_period: 1e9, start_interval: 2e9 },
    { StartPeriod: 1e9, StartInterval: 2e9 },
  ],
  [{ retries: 0, timeout: 0 }, {}],
])('sends %j', (check, sent) => {
  expect(bodyOf(healthcheck, { healthcheck: check }).Healthcheck).toEqual(sent)
})

it.each([
  [[1, 43] as const, { start_period: 1, start_interval: 1 }, 'engine-too-old'],
  [[1, 44] as const, { start_interval: 1 }, 'start-interval-without-period'],
])('fails on API %j with %j', (api, check, code) => {
  const send = () => bodyOf(healthcheck, { healthcheck: check }, { api })
  expect(send).toThrow(Failed)
  expect(send).toThrow(code)
})
