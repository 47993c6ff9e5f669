import { writeFileSync } from 'node:fs'

/**
 * A Vitest reporter that leaves the plain counts in the file named by TSCOMPOSE_TEST_COUNTS.
 * What passed only when it was tried again has failed once: it counts as failed.
 */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail: it counts as one.
      if (module.errors().length > 0) counts.failed++
      for (const test of module.children.allTests()) counts[outcome(test)]++
    }
    writeFileSync(process.env.TSCOMPOSE_TEST_COUNTS, JSON.stringify(counts))
  }
}

function outcome(test) {
  const { state } = test.result()
  if (state === 'pending') return 'skipped'
  return test.diagnostic()?.flaky ? 'failed' : state
}
