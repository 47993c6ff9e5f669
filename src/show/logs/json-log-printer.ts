import { jsonText } from '../quote.ts'
import { LineSplitter } from './line-splitter.ts'
import type { LogSink } from './log-sink.ts'
import { Output, type OutputChunk } from './output.ts'
import { timestampOf, withoutTimestamps } from './timestamps.ts'

/** Whose output it is. */
export interface LogOrigin {
  readonly service: string
  /** Replica number, from 1. */
  readonly replica: number
}

interface Speaker {
  readonly origin: LogOrigin
  readonly splitters: Readonly<Record<OutputChunk['stream'], LineSplitter>>
  /** Of its last line; a line without a time has that of the line before. */
  time: string
}

const CARRIAGE_RETURN = 0x0d

/** Prints lines that carry their time stamps as JSON, one object a line: time, service, replica, stream, message. */
export class JsonLogPrinter implements LogSink {
  readonly #output: Output
  readonly #speakers = new Map<string, Speaker>()

  constructor(stdout: NodeJS.WritableStream) {
    this.#output = new Output(stdout)
  }

  /** Says whose output comes under a name; needed before any comes. */
  register(name: string, origin: LogOrigin): void {
    if (this.#speakers.has(name)) return
    const splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() }
    this.#speakers.set(name, { origin, splitters, time: '' })
  }

  write(name: string, { stream, bytes }: OutputChunk): Promise<void> | undefined {
    for (const line of this.#speaker(name).splitters[stream].push(bytes)) this.add(name, stream, line)
    return this.#output.flush()
  }

  add(name: string, stream: OutputChunk['stream'], line: Buffer): void {
    const speaker = this.#speaker(name)
    speaker.time = timestampOf(line) ?? speaker.time
    const { time, origin } = speaker
    const message = withoutReturn(withoutTimestamps(line)).toString('utf8')
    const { service, replica } = origin
    this.#output.add(Buffer.from(`${jsonText({ time, service, replica, stream, message })}\n`))
  }

  get pending(): number {
    return this.#output.size
  }

  async flush(): Promise<void> {
    await this.#output.flush()
  }

  async end(name?: string): Promise<void> {
    for (const ended of name === undefined ? this.#speakers.keys() : [name]) {
      const { splitters } = this.#speaker(ended)
      for (const stream of ['stdout', 'stderr'] as const) {
        for (const line of splitters[stream].end()) this.add(ended, stream, line)
      }
    }
    await this.flush()
  }

  #speaker(name: string): Speaker {
    const speaker = this.#speakers.get(name)
    if (!speaker) throw new Error(`output of ${name}, which was not registered`)
    return speaker
  }
}

/** On terminals (`tty: true`) a carriage return is part of every line's end. */
function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line
}
