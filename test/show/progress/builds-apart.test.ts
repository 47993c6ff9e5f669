import { describe, expect, it } from 'vitest'
import type { Event } from '../../../src/model/event.ts'
import { createProgress, type ProgressMode } from '../../../src/show/progress/create-progress.ts'
import { MemoryStream } from '../support/memory-stream.ts'

const BUILD = { service: 'web', step: 's1' }
const EVENTS: readonly Event[] = [
  { kind: 'build', event: { kind: 'begun', service: 'web' } },
  { kind: 'build', event: { ...BUILD, kind: 'step', name: '[1/1] RUN x', state: 'started' } },
  { kind: 'build', event: { ...BUILD, kind: 'log', stream: 'stdout', line: 'said in the build' } },
  { kind: 'build', event: { ...BUILD, kind: 'step', name: '[1/1] RUN x', state: 'done', seconds: 1 } },
  { kind: 'started', subject: { kind: 'network', name: 'p_default' }, verb: 'create' },
]

/** What is on the stream of progress, and on that of builds. */
async function shown(mode: ProgressMode, apart: boolean, isTTY = false): Promise<[string, string]> {
  const [stream, builds] = [new MemoryStream(), new MemoryStream()]
  if (isTTY) Object.assign(builds, { isTTY })
  const progress = await createProgress(mode, {
    stream,
    ...(apart && { builds }),
    color: false,
    unicode: true,
    dryRun: false,
    cwd: '/',
    now: () => 0,
  })
  for (const event of EVENTS) progress.sink(event)
  await progress.end()
  return [stream.text, builds.text]
}

describe('what builds print', () => {
  it.each<ProgressMode>(['plain', 'json'])('goes where it is told to: %s', async (mode) => {
    const [progress, builds] = await shown(mode, true)
    expect(builds).toContain('said in the build')
    expect(builds).not.toContain('p_default')
    expect(progress).not.toContain('said in the build')
    expect(progress).toContain('p_default')
    const [together, nothing] = await shown(mode, false)
    expect(together).toContain('said in the build')
    expect(nothing).toBe('')
  })

  it('is nowhere where nothing is asked for', async () => {
    expect(await shown('quiet', true)).toEqual(['', ''])
  })

  it('is kept in lines when what is drawn is on another stream, and not twice on one terminal', async () => {
    expect((await shown('tty', true))[1]).toContain('said in the build')
    expect((await shown('tty', true, true))[1]).toBe('')
  })

  it.each<ProgressMode>(['github', 'gitlab'])('stays in its group: %s', async (mode) => {
    const [progress, builds] = await shown(mode, true)
    expect(progress).toContain('said in the build')
    expect(builds).toBe('')
  })
})
