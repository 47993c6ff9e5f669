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
    // For slow and busy machines: a limit ends what hangs, it measures nothing. A failure is never tried again.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
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
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
