import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closest } from '../../src/model/closest.ts'

describe('closest', () => {
  it.each([
    ['imge', ['ports', 'image'], 'image'],
    ['iamge', ['image'], 'image'],
    ['db', ['web', 'da'], 'da'],
    ['db', ['web', 'api'], undefined],
    ['enviroment', ['environment', 'env_file'], 'environment'],
    ['x'.repeat(1000), ['x'.repeat(1001)], undefined],
  ])('%.20s of %j', (name, candidates, expected) => {
    expect(closest(name, candidates)).toBe(expected)
  })

  it('finds what is one change away', () => {
    const word = fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom('a', 'b', 'c') })
    fc.assert(
      fc.property(word, fc.nat(), (name, at) => {
        const i = at % name.length
        const others = [`${name.slice(0, i)}z${name.slice(i)}`, name.slice(0, i) + name.slice(i + 1)]
        for (const other of others) expect(closest(other, [name])).toBe(name)
      }),
    )
  })

  it('takes bounded time for many long names', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `service-with-a-name-${i}`)
    const start = performance.now()
    for (let i = 0; i < 100; i++) closest(`service-with-another-name-${i}`, names)
    expect(performance.now() - start).toBeLessThan(30_000)
  })
})
