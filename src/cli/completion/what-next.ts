import { findFlag, takesValue } from '../argv.ts'
import type { AnyCommand } from '../command.ts'
import type { Flag, Flags } from '../flag.ts'
import { globalFlags } from '../globals.ts'

/** What the last word of a command line is to be: a command, a flag, a flag's value or an argument. */
export interface WhatNext {
  /** The words before the command, which are flags of the whole. */
  readonly globals: readonly string[]
  readonly command?: AnyCommand
  /** The flags that may stand here. */
  readonly flags: Flags
  /** The flag whose value is asked for, and what stands before that value in the same word. */
  readonly value?: { readonly flag: Flag; readonly prefix: string }
  /** The arguments of the command so far. */
  readonly args: readonly string[]
  /** Whether flags are no longer read as such: after `--`, or after what `run` and `exec` pass on. */
  readonly onlyArguments: boolean
}

/** Reads a command line up to its last word, of which `words` has what is typed so far. */
export async function whatNext(
  words: readonly string[],
  load: (name: string) => Promise<AnyCommand | undefined>,
): Promise<WhatNext> {
  const [before, current] = [words.slice(0, -1), words.at(-1) ?? '']
  const globals: string[] = []
  const args: string[] = []
  let command: AnyCommand | undefined
  let flags: Flags = globalFlags
  let onlyArguments = false
  for (let at = 0; at < before.length; at++) {
    const word = before[at] ?? ''
    if (onlyArguments || !isFlag(word)) {
      if (command || onlyArguments) args.push(word)
      else {
        command = await load(word)
        if (!command) return { globals, flags: {}, args: [word], onlyArguments: true }
        flags = command.flags
      }
      onlyArguments ||= args.length > 0 && command?.passThrough === true
      continue
    }
    if (word === '--') {
      onlyArguments = true
      continue
    }
    const waiting = waitsForValue(word, flags)
    const value = waiting && before[at + 1]
    if (waiting && value === undefined) {
      return {
        ...{ globals, ...(command && { command }), flags, args, onlyArguments },
        value: { flag: waiting, prefix: '' },
      }
    }
    if (!command) globals.push(word, ...(value === undefined ? [] : [value]))
    if (waiting) at++
  }
  const value = onlyArguments ? undefined : inWord(current, flags)
  return { globals, ...(command && { command }), flags, ...(value && { value }), args, onlyArguments }
}

function isFlag(word: string): boolean {
  return word.startsWith('-') && word !== '-'
}

/** The flag of a word that takes the next word as its value. */
function waitsForValue(word: string, flags: Flags): Flag | undefined {
  if (word.includes('=')) return undefined
  if (word.startsWith('--')) return onlyValued(findFlag(word, flags))
  // Of letters together, the first that takes a value takes the rest of the word, if there is one.
  for (let at = 1; at < word.length; at++) {
    const flag = onlyValued(findFlag(`-${word[at]}`, flags))
    if (flag) return at === word.length - 1 ? flag : undefined
  }
  return undefined
}

/** `--pull=al`: the flag, and what stands before the value. */
function inWord(word: string, flags: Flags): WhatNext['value'] {
  const at = word.indexOf('=')
  if (!word.startsWith('--') || at < 0) return undefined
  const flag = findFlag(word.slice(0, at), flags)
  return flag && { flag, prefix: word.slice(0, at + 1) }
}

function onlyValued(flag: Flag | undefined): Flag | undefined {
  return flag && takesValue(flag) ? flag : undefined
}
