import { defineConfig } from 'vitest/config'
import manifest from './package.json' with { type: 'json' }
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  // What the bundle gets from scripts/build.mjs, for tests that import the sources.
  define: { TSCOMPOSE_VERSION: JSON.stringify(manifest.version) },
  test: {
    // Tests that import the sources need the compiled schema.
    globalSetup: ['scripts/compile-schema.mjs'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,mjs}'],
          exclude: ['test/scenarios/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: ['test/scenarios/**/*.test.ts'],
          globalSetup: ['test/scenarios/support/warm-base.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 4,
          // The engine is shared with whatever else runs on the machine: what fails once is tried again, and told.
          retry: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
