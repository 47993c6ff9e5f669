import type { Paint } from '../ansi.ts'
import { quote } from '../quote.ts'
import { logColor } from './colors.ts'
import { LineSplitter } from './line-splitter.ts'
import type { LogSink } from './log-sink.ts'
import { Output, type OutputChunk } from './output.ts'

export interface LogPrinterOptions {
  readonly stdout: NodeJS.WritableStream
  /** The same as `stdout` where all goes there (`logs`). */
  readonly stderr: NodeJS.WritableStream
  readonly color: boolean
  /** Whether lines begin with the container's name. */
  readonly prefix: boolean
  /** What stands before every line, a time for instance (`up --timestamps`). */
  readonly stamp?: () => string
}

interface Speaker {
  readonly name: string
  readonly paint: Paint
  readonly splitters: Readonly<Record<OutputChunk['stream'], LineSplitter>>
  prefix: Buffer
}

const NEWLINE = Buffer.from('\n')
const NOTHING = Buffer.alloc(0)

/** Prints the output of several containers line by line, each line behind its container's name. */
export class LogPrinter implements LogSink {
  readonly #options: LogPrinterOptions
  readonly #outputs: Readonly<Record<OutputChunk['stream'], Output>>
  readonly #speakers = new Map<string, Speaker>()

  constructor(options: LogPrinterOptions) {
    this.#options = options
    const stdout = new Output(options.stdout)
    this.#outputs = {
      stdout,
      stderr: options.stderr === options.stdout ? stdout : new Output(options.stderr),
    }
  }

  /** Makes a container known before it speaks: the column is as wide as the longest name known. */
  register(name: string): void {
    this.#speaker(name)
  }

  /** Prints the lines that a chunk completes. A promise asks to be waited for before more is read. */
  write(name: string, { stream, bytes }: OutputChunk): Promise<void> | undefined {
    const speaker = this.#speaker(name)
    for (const line of speaker.splitters[stream].push(bytes)) this.#add(speaker, stream, line)
    return this.#outputs[stream].flush()
  }

  /** Takes a whole line without its newline; it is written with the next `flush`. */
  add(name: string, stream: OutputChunk['stream'], line: Buffer): void {
    this.#add(this.#speaker(name), stream, line)
  }

  /** Bytes that wait for `flush`. */
  get pending(): number {
    return this.#outputs.stdout.size + this.#outputs.stderr.size
  }

  async flush(): Promise<void> {
    await this.#outputs.stdout.flush()
    await this.#outputs.stderr.flush()
  }

  /** Prints a container's last line if it has no newline; without a name, every container's. */
  async end(name?: string): Promise<void> {
    const ended = name === undefined ? [...this.#speakers.values()] : [this.#speaker(name)]
    for (const speaker of ended) {
      for (const stream of ['stdout', 'stderr'] as const) {
        for (const line of speaker.splitters[stream].end()) this.#add(speaker, stream, line)
      }
    }
    await this.flush()
  }

  /** A line about a container instead of one of its own: `api-1 exited with code 0`. */
  async status(name: string, text: string): Promise<void> {
    const { name: shown, paint } = this.#speaker(name)
    // On a terminal something unfinished may stand on the line, a menu or a `^C`.
    const clear = this.#options.color ? '\r\u001b[K' : ''
    this.#outputs.stdout.add(Buffer.from(paint(`${clear}${shown} ${quote(text)}\n`)))
    await this.#outputs.stdout.flush()
  }

  #add(speaker: Speaker, stream: OutputChunk['stream'], line: Buffer): void {
    const { stamp } = this.#options
    const output = this.#outputs[stream]
    if (stamp) output.add(speaker.prefix, Buffer.from(`${stamp()} `), line, NEWLINE)
    else output.add(speaker.prefix, line, NEWLINE)
  }

  /** Hooks speak as `NAME ->`, under the name of their container. */
  #speaker(spoken: string): Speaker {
    const known = this.#speakers.get(spoken)
    if (known) return known
    const name = spoken.split(' ', 1)[0] ?? spoken
    const parent = this.#speakers.get(name)
    if (parent) return parent
    const speaker: Speaker = {
      name: quote(name),
      paint: logColor(this.#speakers.size, this.#options.color),
      splitters: { stdout: new LineSplitter(), stderr: new LineSplitter() },
      prefix: NOTHING,
    }
    this.#speakers.set(name, speaker)
    this.#setPrefixes()
    return speaker
  }

  #setPrefixes(): void {
    if (!this.#options.prefix) return
    const width = Math.max(...[...this.#speakers.values()].map((speaker) => speaker.name.length)) + 1
    for (const speaker of this.#speakers.values()) {
      speaker.prefix = Buffer.from(speaker.paint(`${speaker.name.padEnd(width)} | `))
    }
  }
}
