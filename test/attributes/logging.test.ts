import { expect, it } from 'vitest'
import { logging } from '../../src/attributes/logging.ts'
import { bodyOf, resolveText } from '../support/canonical.ts'

it.each([
  [
    '{driver: a, options: {x: 1}}',
    '{driver: a, options: {y: 2}}',
    { driver: 'a', options: { x: '1', y: '2' } },
  ],
  ['{driver: a, options: {x: 1}}', '{options: {y: }}', { driver: 'a', options: { x: '1', y: '' } }],
  ['{driver: a, options: {x: 1}}', '{driver: b, options: {y: 2}}', { driver: 'b', options: { y: '2' } }],
  ['{options: {x: 1}}', '{driver: b}', { driver: 'b', options: { x: '1' } }],
])('%s and %s make %j', async (base, over, expected) => {
  const { project } = await resolveText(
    `services: {a: {image: b, logging: ${base}}}\n---\nservices: {a: {logging: ${over}}}`,
  )
  expect(project.services.a?.logging).toEqual(expected)
})

it('sends', () => {
  expect(bodyOf(logging, { logging: { driver: 'json-file', options: { a: '1' } } }).HostConfig).toEqual({
    LogConfig: { Type: 'json-file', Config: { a: '1' } },
  })
  expect(bodyOf(logging, {}).HostConfig).toEqual({})
})
