import { expect, it } from 'vitest'
import { parallelism } from '../../../src/cli/steps/parallelism.ts'

const of = (parallel: number, limit?: string) =>
  parallelism({ globals: { parallel }, environment: { COMPOSE_PARALLEL_LIMIT: limit } })

it.each([
  [-1, undefined, Number.POSITIVE_INFINITY],
  [-1, '', Number.POSITIVE_INFINITY],
  [3, undefined, 3],
  [3, '5', 3],
  [-1, '5', 5],
  [-1, '-1', Number.POSITIVE_INFINITY],
])('with --parallel %s and COMPOSE_PARALLEL_LIMIT %s', (flag, variable, expected) => {
  expect(of(flag, variable)).toBe(expected)
})

it.each(['x', '1.5'])('COMPOSE_PARALLEL_LIMIT %s is refused', (value) => {
  expect(() => of(-1, value)).toThrow('flag-value-invalid')
})
