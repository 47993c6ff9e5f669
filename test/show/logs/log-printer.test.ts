import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { LogPrinter, type LogPrinterOptions } from '../../../src/show/logs/log-printer.ts'
import type { OutputChunk } from '../../../src/show/logs/output.ts'
import { MemoryStream } from '../support/memory-stream.ts'

function out(text: string): OutputChunk {
  return { stream: 'stdout', bytes: Buffer.from(text) }
}

function err(text: string): OutputChunk {
  return { stream: 'stderr', bytes: Buffer.from(text) }
}

function printer(options: Partial<LogPrinterOptions> = {}) {
  const stdout = new MemoryStream()
  const stderr = new MemoryStream()
  return {
    stdout,
    stderr,
    logs: new LogPrinter({ stdout, stderr, color: false, prefix: true, ...options }),
  }
}

describe('lines behind the name of their container', () => {
  it('are aligned to the longest name seen so far', () => {
    const { logs, stdout } = printer()
    logs.write('api-1', out('one\n'))
    logs.write('database-1', out('two\n'))
    logs.write('api-1', out('three\n'))
    expect(stdout.text).toBe('api-1  | one\ndatabase-1  | two\napi-1       | three\n')
  })

  it('are aligned from the start to names made known before', () => {
    const { logs, stdout } = printer()
    logs.register('api-1')
    logs.register('database-1')
    logs.write('api-1', out('one\n'))
    expect(stdout.text).toBe('api-1       | one\n')
  })

  it('may come in pieces, cut within a character', () => {
    const { logs, stdout } = printer()
    const bytes = Buffer.from('größe\nrest\n')
    for (const byte of bytes) logs.write('a', { stream: 'stdout', bytes: Buffer.from([byte]) })
    expect(stdout.text).toBe('a  | größe\na  | rest\n')
  })

  it('are kept whole where containers speak at once', () => {
    const { logs, stdout } = printer()
    logs.write('a', out('first half, '))
    logs.write('b', out('between\n'))
    logs.write('a', out('second half\n'))
    expect(stdout.text).toBe('b  | between\na  | first half, second half\n')
  })

  it('keep their streams apart', () => {
    const { logs, stdout, stderr } = printer()
    logs.write('a', out('to out, '))
    logs.write('a', err('to err\n'))
    logs.write('a', out('whole\n'))
    expect([stdout.text, stderr.text]).toEqual(['a  | to out, whole\n', 'a  | to err\n'])
  })

  it('include empty ones and carriage returns', () => {
    const { logs, stdout } = printer()
    logs.write('a', out('x\r\n\ny\n'))
    expect(stdout.text).toBe('a  | x\r\na  | \na  | y\n')
  })

  it('include a last one without newline', async () => {
    const { logs, stdout } = printer()
    logs.write('a', out('no end'))
    await logs.end('a')
    expect(stdout.text).toBe('a  | no end\n')
  })

  it('can do without the name', () => {
    const { logs, stdout } = printer({ prefix: false })
    logs.write('a', out('x\n'))
    expect(stdout.text).toBe('x\n')
  })

  it('can have a time', () => {
    const { logs, stdout } = printer({ stamp: () => 'now' })
    logs.write('a', out('x\n'))
    expect(stdout.text).toBe('a  | now x\n')
  })

  it('share name and colour with the hooks of the container', () => {
    const { logs, stdout } = printer({ color: true })
    logs.write('a-1', out('x\n'))
    logs.write('a-1 ->', out('hook\n'))
    expect(stdout.text).toBe('\u001b[36ma-1  | \u001b[0mx\n\u001b[36ma-1  | \u001b[0mhook\n')
  })

  it('take the colours of Docker Compose in turn, from the eleventh on again', () => {
    const { logs, stdout } = printer({ color: true })
    for (let i = 0; i < 11; i++) logs.write(`c${i}`, out('x\n'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    const codes = [...stdout.text.matchAll(/\u001b\[([\d;]+)mc/g)].map(([, code]) => code)
    expect(codes).toEqual(['36', '33', '32', '35', '34', '36;1', '33;1', '32;1', '35;1', '34;1', '36'])
  })
})

describe('a line about a container', () => {
  it('stands without prefix', async () => {
    const { logs, stdout } = printer()
    await logs.status('a-1', 'exited with code 0')
    expect(stdout.text).toBe('a-1 exited with code 0\n')
  })

  it('clears what is unfinished on a terminal', async () => {
    const { logs, stdout } = printer({ color: true })
    await logs.status('a-1', 'exited with code 0')
    expect(stdout.text).toBe('\u001b[36m\r\u001b[Ka-1 exited with code 0\n\u001b[0m')
  })
})

describe('a slow reader', () => {
  it('is waited for', async () => {
    const slow = new PassThrough({ highWaterMark: 8 })
    const { logs } = printer({ stdout: slow, stderr: slow })
    const waiting = logs.write('a', out('more than eight bytes\n'))
    expect(waiting).toBeInstanceOf(Promise)
    let isThrough = false
    waiting?.then(() => {
      isThrough = true
    })
    await new Promise(setImmediate)
    expect(isThrough).toBe(false)
    slow.resume()
    await waiting
  })

  it('that goes away is not waited for for ever', async () => {
    const gone = new Writable({ highWaterMark: 1, write() {} })
    const { logs } = printer({ stdout: gone, stderr: gone })
    const waiting = logs.write('a', out('text\n'))
    gone.destroy()
    await expect(waiting).resolves.toBeUndefined()
  })
})
