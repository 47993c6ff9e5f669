import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { writeFully } from '../../../src/cli/terminal/write.ts'

/** A stream without room, whose writes end as told. */
function narrow(): { stream: Writable; finish(error?: Error): void } {
  let finish: (error?: Error) => void = () => {}
  const stream = new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      finish = done
    },
  })
  return { stream: stream.on('error', () => {}), finish: (error) => finish(error) }
}

describe('writeFully', () => {
  it.each<[how: string, end: (one: ReturnType<typeof narrow>) => void]>([
    ['has room again', ({ finish }) => finish()],
    ['cannot be written to', ({ finish }) => finish(new Error('no space left'))],
    ['is closed', ({ stream }) => stream.destroy()],
  ])('waits until a slow stream %s, and leaves no listener behind', async (_how, end) => {
    const one = narrow()
    const before = one.stream.listenerCount('error')
    const written = writeFully(one.stream, 'more than there is room for')
    expect(written).toBeInstanceOf(Promise)
    end(one)
    await written
    expect(one.stream.listenerCount('error')).toBe(before)
    expect(one.stream.listenerCount('drain') + one.stream.listenerCount('close')).toBe(0)
  })

  it('does not wait where there is room', () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() })
    expect(writeFully(stream, 'x')).toBeUndefined()
  })
})
