import { expect, it } from 'vitest'
import { jsonProblem } from '../../src/engine/json-problem.ts'

it.each(['SECRET', '{"auth": "SECRET', '{"auth": SECRET}', '["SECRET" "SECRET"]', '"SECRET'])(
  'says nothing of what stands in %s',
  (text) => {
    try {
      JSON.parse(text)
    } catch (error) {
      expect(jsonProblem(error)).toMatch(/^it is no JSON( from character \d+ on)?$/)
      return
    }
    throw new Error('it is JSON')
  },
)
