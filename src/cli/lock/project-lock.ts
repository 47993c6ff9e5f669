import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { type Folder, openFolder } from '../../files/folder.ts'
import { Failed, failure } from '../../model/failure.ts'
import { announce } from './announce.ts'
import { awaitOther } from './await-other.ts'
import { sweep } from './sweep.ts'

/** Which project on which engine; two runs that name the same must not change it at once. */
export interface LockOptions {
  readonly engine: string
  readonly project: string
  /** What the holder tells those who wait: `tscompose up (pid 4711)`. */
  readonly holder: string
  /** Seconds to wait for another holder; undefined waits as long as it takes. */
  readonly timeout?: number
  /** A folder that nobody but this user can reach. */
  readonly directory: string
  readonly signal: AbortSignal
  /** Called once when somebody else holds the lock; without a name when he has not told it after a second. */
  onWait(holder: string | undefined): void
}

/** Milliseconds of the longest pause before another try where two tried at the same moment. */
const PAUSE = 40

/**
 * Takes the lock of a project; waits while another process of this user has it. Each who wants it listens at a socket
 * of a name of its own and looks for others only then, so that of two at least one sees the other. The kernel ends
 * what a process listens at however that process ends, and who waits is woken by the end of a connection. A socket
 * that nobody listens at is what a killed process left; its name never comes again, so anybody may remove it.
 */
export async function lockProject(options: LockOptions): Promise<{ release(): void }> {
  const folder = openFolder(options.directory)
  const deadline = options.timeout === undefined ? undefined : AbortSignal.timeout(options.timeout * 1000)
  const signal = deadline ? AbortSignal.any([options.signal, deadline]) : options.signal
  const lock = new Attempt(folder, options, signal)
  try {
    for (;;) {
      const held = await lock.attempt()
      if (held) return held
      options.signal.throwIfAborted()
      if (deadline?.aborted)
        throw new Failed(failure('project-locked', { project: options.project, ...lock.holder }))
      await delay(Math.random() * PAUSE)
    }
  } catch (error) {
    folder.close()
    throw error
  }
}

class Attempt {
  /** The name of who held it last, for the failure. */
  holder: { holder?: string } = {}
  readonly #folder: Folder
  readonly #options: LockOptions
  readonly #signal: AbortSignal
  readonly #prefix: string
  #told = false

  constructor(folder: Folder, options: LockOptions, signal: AbortSignal) {
    this.#folder = folder
    this.#options = options
    this.#signal = signal
    this.#prefix = `${createHash('sha256').update(`${options.engine}\n${options.project}`).digest('hex').slice(0, 24)}-`
  }

  /** Waits until the lock seems free and takes it; undefined when it has to be tried again. */
  async attempt(): Promise<{ release(): void } | undefined> {
    for (const other of this.#others('')) if (!(await this.#waitFor(other, false))) return undefined
    const own = `${this.#prefix}${randomBytes(8).toString('hex')}`
    const temporary = `.${own}`
    const announced = await announce(this.#folder.at(temporary), this.#options.holder)
    const withdraw = () => {
      announced.end()
      for (const name of [temporary, own]) rmSync(this.#folder.at(name), { force: true })
    }
    try {
      renameSync(this.#folder.at(temporary), this.#folder.at(own))
      for (const other of this.#others(own)) {
        // Of those who try at the same moment the one with the first name stays, the others make way.
        if (other < own) withdraw()
        if (!(await this.#waitFor(other, other > own)) || other < own) {
          withdraw()
          return undefined
        }
      }
    } catch (error) {
      withdraw()
      throw error
    }
    announced.hold()
    await sweep(
      this.#folder,
      this.#names().filter((name) => name !== own),
    )
    return this.#held(withdraw)
  }

  #held(withdraw: () => void): { release(): void } {
    process.once('exit', withdraw)
    let held = true
    return {
      release: () => {
        if (!held) return
        held = false
        process.off('exit', withdraw)
        withdraw()
        this.#folder.close()
      },
    }
  }

  #others(own: string): string[] {
    return this.#names().filter((name) => name.startsWith(this.#prefix) && name !== own)
  }

  /** Names that begin with a dot are of those who do not listen yet. */
  #names(): string[] {
    return readdirSync(this.#folder.at('.')).filter((name) => !name.startsWith('.'))
  }

  /** False when there was somebody who held it, or may hold it now. */
  async #waitFor(other: string, untilHolder: boolean): Promise<boolean> {
    const found = await awaitOther(this.#folder.at(other), {
      signal: this.#signal,
      untilHolder,
      onName: (name) => this.#tell(name),
    })
    if (found === 'stale') rmSync(this.#folder.at(other), { force: true })
    return found === 'stale' || found === 'gone' || (found === 'left' && untilHolder)
  }

  #tell(name: string | undefined): void {
    if (name) this.holder = { holder: name }
    if (this.#told) return
    this.#told = true
    this.#options.onWait(name)
  }
}
