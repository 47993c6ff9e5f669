import { test } from 'vitest'
import { makeStack, type Stack } from './stack.ts'

/** A test with a stack of its own, of which nothing is left on the engine afterwards, passed or failed. */
export const scenario = test.extend<{ stack: Stack }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  stack: async ({}, use) => {
    const stack = await makeStack()
    await use(stack)
    await stack.remove()
  },
})

/** The path of a real docker-compose to compare with; undefined where `npm test` could not get one. */
export const oracle = process.env.TSCOMPOSE_ORACLE || undefined
