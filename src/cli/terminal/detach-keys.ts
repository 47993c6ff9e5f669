/** Keys that leave an attached container running: Ctrl-P, Ctrl-Q, as in the docker client. */
export const DEFAULT_DETACH_KEYS = 'ctrl-p,ctrl-q'

/** What to hand on of some input, and whether the detach keys were the last of it. */
export interface Detached {
  readonly pass: Buffer
  readonly detached: boolean
}

/** Watches input for a key sequence, also when it comes in pieces. */
export interface DetachWatch {
  push(input: Buffer): Detached
}

/**
 * Bytes of a sequence such as `ctrl-p,ctrl-q` or `a,ctrl-[`; undefined when it cannot be read. Keys are
 * single characters or `ctrl-` with a letter or one of `@[\]^_`.
 */
export function readDetachKeys(keys: string): Buffer | undefined {
  const bytes = keys.split(',').map((key) => {
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1]
    if (control !== undefined) return control.toUpperCase().charCodeAt(0) - 0x40
    return key.length === 1 ? key.charCodeAt(0) : undefined
  })
  return bytes.every((byte) => byte !== undefined) ? Buffer.from(bytes as number[]) : undefined
}

/** Holds back the beginning of a possible sequence until it is complete or turns out to be something else. */
export function watchForKeys(keys: Buffer): DetachWatch {
  let matched = 0
  return {
    push(input) {
      const pass: number[] = []
      for (const byte of input) {
        if (byte === keys[matched]) {
          matched++
          if (matched === keys.length) return { pass: Buffer.from(pass), detached: true }
          continue
        }
        pass.push(...keys.subarray(0, matched))
        matched = byte === keys[0] ? 1 : 0
        if (matched === 0) pass.push(byte)
      }
      return { pass: Buffer.from(pass), detached: false }
    },
  }
}
