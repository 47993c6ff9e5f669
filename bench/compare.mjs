import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inBackground, measure } from './measure.mjs'

/**
 * Runs one case with both programs, turn about, and gives the medians. A case is
 * `{ name, runs, setUp(folder, run, background), args, before?(run), after?(run), tearDown?(run) }`: `before` and
 * `after` run around each measured run and are not timed; `run(args)` runs the program that is being measured,
 * `background(args)` starts it. A case that measures something else than a whole run has `sample(folder, background)`
 * instead of `args`, which gives milliseconds (`ms`) and megabytes (`peak`).
 */
export async function compare(one, { ours, theirs, env, runs = one.runs ?? 20 }) {
  const sides = [
    { program: ours, samples: [], folder: mkdtempSync(join(tmpdir(), 'bench-a-')) },
    { program: theirs, samples: [], folder: mkdtempSync(join(tmpdir(), 'bench-b-')) },
  ]
  const runner =
    ({ program, folder }) =>
    (args) =>
      measure([...program, ...args], { cwd: folder, env })
  const starter =
    ({ program, folder }) =>
    (args) =>
      inBackground([...program, ...args], { cwd: folder, env })
  const sampled = (side) => (one.sample ? one.sample(side.folder, starter(side)) : runner(side)(one.args))
  try {
    for (const side of sides) await one.setUp(side.folder, runner(side), starter(side))
    for (let i = 0; i < runs; i++)
      for (const side of sides) {
        const run = runner(side)
        await one.before?.(run, side.folder)
        side.samples.push(await sampled(side))
        await one.after?.(run, side.folder)
      }
  } finally {
    for (const side of sides) {
      await one.tearDown?.(runner(side), side.folder)
      rmSync(side.folder, { recursive: true, force: true })
    }
  }
  const [a, b] = sides.map(({ samples }) => ({
    ms: median(samples.map((s) => s.ms)),
    peak: Math.max(...samples.map((s) => s.peak)),
  }))
  return { name: one.name, target: one.target, runs, ours: a, theirs: b, ratio: a.ms / b.ms }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
