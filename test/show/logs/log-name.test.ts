import { expect, it } from 'vitest'
import { logName } from '../../../src/show/logs/log-name.ts'
import { localTimestamp } from '../../../src/show/logs/timestamps.ts'

const labels = {
  'com.docker.compose.project': 'p',
  'com.docker.compose.service': 'my-api',
  'com.docker.compose.container-number': '2',
}

it.each([
  ['p-my-api-2', 'my-api-2'],
  ['p_my-api_2', 'my-api_2'],
  ['0d1600e4fed3_p-my-api-2', 'my-api-2'],
  ['custom', 'custom'],
  ['p-custom', 'p-custom'],
])('container %s speaks as %s', (name, spoken) => {
  expect(logName({ name, labels })).toBe(spoken)
})

it('has times with nine digits and an offset', () => {
  expect(localTimestamp(new Date(0))).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000000000(?:Z|[+-]\d\d:\d\d)$/)
})
