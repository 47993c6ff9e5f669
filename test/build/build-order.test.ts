import { expect, it } from 'vitest'
import { checkBuildOrder, findPrerequisites } from '../../src/build/build-order.ts'
import type { BuildRequest } from '../../src/build/build-request.ts'

function requests(contexts: Record<string, Record<string, string>>): Map<string, BuildRequest> {
  const make = ([service, additionalContexts]: [string, Record<string, string>]): [string, BuildRequest] => [
    service,
    { service, context: '/', tags: [], additionalContexts },
  ]
  return new Map(Object.entries(contexts).map(make))
}

it('a build waits for the services whose images it takes, as far as they are built', () => {
  const all = requests({
    web: { a: 'service:base', b: 'service:base', c: 'service:other', d: './x' },
    base: {},
  })
  expect(findPrerequisites(all.get('web') as BuildRequest, all)).toEqual(['base'])
})

it('a circle is a failure that names it', () => {
  const all = requests({ a: { x: 'service:b' }, b: { x: 'service:c' }, c: { x: 'service:b' }, d: {} })
  expect(() => checkBuildOrder(all)).toThrow(
    expect.objectContaining({
      failures: [expect.objectContaining({ code: 'build-circle', data: { services: ['b', 'c', 'b'] } })],
    }),
  )
  expect(() =>
    checkBuildOrder(requests({ a: { x: 'service:b', y: 'service:c' }, b: { z: 'service:c' }, c: {} })),
  ).not.toThrow()
})
