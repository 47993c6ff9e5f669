import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inBackground, measure } from './measure.mjs'
import { openRelay } from './relay.mjs'

/**
 * Runs one case with both programs, turn about, and gives the medians. A case is
 * `{ name, runs, setUp(folder, run, background), args, before?(run), after?(run), tearDown?(run) }`: `before` and
 * `after` run around each measured run and are not timed; `run(args)` runs the program that is being measured,
 * `background(args)` starts it. A case that measures something else than a whole run has `sample(folder, background)`
 * instead of `args`, which gives milliseconds (`ms`) and megabytes (`peak`). With `isCounted` the bytes that each
 * run sends to the engine are counted too, which takes a relay.
 */
export async function compare(one, { ours, theirs, env, runs = one.runs ?? 20 }) {
  const sides = [
    { program: ours, samples: [], folder: mkdtempSync(join(tmpdir(), 'bench-a-')) },
    { program: theirs, samples: [], folder: mkdtempSync(join(tmpdir(), 'bench-b-')) },
  ]
  for (const side of sides) {
    if (one.isCounted) side.relay = await openRelay(env.DOCKER_HOST, `${side.folder}.sock`)
    side.env = side.relay ? { ...env, DOCKER_HOST: side.relay.host } : env
  }
  const runner =
    ({ program, folder, env }) =>
    (args) =>
      measure([...program, ...args], { cwd: folder, env })
  const starter =
    ({ program, folder, env }) =>
    (args) =>
      inBackground([...program, ...args], { cwd: folder, env })
  const sampled = async (side) => {
    side.relay?.takeSent()
    const sample = await (one.sample ? one.sample(side.folder, starter(side)) : runner(side)(one.args))
    return { ...sample, sent: side.relay?.takeSent() }
  }
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
      side.relay?.close()
      rmSync(side.folder, { recursive: true, force: true })
    }
  }
  const [a, b] = sides.map(({ samples }) => ({
    ms: median(samples.map((s) => s.ms)),
    peak: Math.max(...samples.map((s) => s.peak)),
    ...(one.isCounted && { sent: median(samples.map((s) => s.sent)) }),
  }))
  return { name: one.name, target: one.target, runs, ours: a, theirs: b, ratio: a.ms / b.ms }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
