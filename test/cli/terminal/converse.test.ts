import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { converse } from '../../../src/cli/terminal/converse.ts'
import type { LogChunk } from '../../../src/engine/engine.ts'

/** A process that says nothing until it is left. */
function silent() {
  let close = () => {}
  const closed = new Promise<void>((resolve) => {
    close = resolve
  })
  return {
    output: (async function* (): AsyncGenerator<LogChunk> {
      await closed
      yield* []
    })(),
    input: new PassThrough(),
    close: () => close(),
  }
}

describe('a conversation', () => {
  it('ends with the failure of an input that cannot be read', async () => {
    const stdin = new PassThrough()
    const talk = converse(silent(), {
      stdin: stdin as never,
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      detachKeys: undefined,
    })
    stdin.destroy(Object.assign(new Error('is a directory'), { code: 'EISDIR', syscall: 'read' }))
    await expect(talk).rejects.toMatchObject({ code: 'EISDIR' })
  })

  it('goes on where input ends', async () => {
    const [stdin, process] = [new PassThrough(), silent()]
    const talk = converse(process, {
      stdin: stdin as never,
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      detachKeys: undefined,
    })
    stdin.end('all')
    await sleep(20)
    expect(process.input.writableEnded).toBe(true)
    process.close()
    expect(await talk).toBe('ended')
  })
})
