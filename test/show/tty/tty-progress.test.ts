import { expect, it, vi } from 'vitest'
import { withoutSequences } from '../../../src/show/ansi.ts'
import { createProgress } from '../../../src/show/progress/create-progress.ts'
import { MemoryStream } from '../support/memory-stream.ts'

it('follows a terminal that has become wider, also when nobody told of it', async () => {
  let columns = 30
  const stream = Object.assign(new MemoryStream(), {
    ...{ columns: 30, rows: 10, isTTY: true },
    getWindowSize: () => [columns, 10],
  })
  const plain = { color: false, unicode: true, dryRun: false, cwd: '/', now: Date.now }
  const progress = await createProgress('tty', { stream, ...plain })
  const subject = { kind: 'container', name: 'project-with-a-long-name-1', service: 'a' } as const
  progress.sink({ kind: 'started', subject, verb: 'start' })
  await vi.waitFor(() => expect(stream.text).toContain('Starting'), { timeout: 120_000 })
  expect(stream.text).not.toContain('project-with-a-long-name-1')
  columns = 80
  await vi.waitFor(() => expect(stream.text).toContain('project-with-a-long-name-1'), { timeout: 120_000 })
  await progress.end()
})

it('draws in place, ends with the whole list and gives the cursor back', async () => {
  const stream = Object.assign(new MemoryStream(), { columns: 60, rows: 10, isTTY: true })
  const progress = await createProgress('tty', {
    stream,
    color: false,
    unicode: true,
    dryRun: false,
    cwd: '/',
    now: Date.now,
  })
  const subject = { kind: 'container', name: 'p-a-1', service: 'a' } as const
  progress.sink({ kind: 'started', subject, verb: 'start' })
  await vi.waitFor(() => expect(stream.text).toContain('Starting'), { timeout: 120_000 })
  progress.sink({ kind: 'done', subject, verb: 'start', outcome: 'start', seconds: 0 })
  await progress.end()
  // Nothing is erased before it is drawn anew.
  expect(stream.text).not.toContain('\u001b[2K')
  const last = withoutSequences(stream.text).slice(-200)
  expect(last).toMatch(/\[\+\] 1\/1\r\n ✓ Container p-a-1 {2}Started +\d+\.\ds\r\n1 done in \d+\.\ds\r\n$/)
  expect(stream.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stream.text.lastIndexOf('\u001b[?25l'))
})
