import { quote } from '../quote.ts'

/** A word that a shell may complete to, and what it is about. */
export interface Candidate {
  readonly word: string
  readonly about?: string
}

/** All that a word on the command line may become. */
export interface Candidates {
  readonly words: readonly Candidate[]
  /** The shell completes paths by itself. */
  readonly paths?: 'files' | 'folders'
}

/** What the scripts of the shells read: how paths are completed, then a word a line, a tab, and what it is about. */
export function describeCandidates({ words, paths }: Candidates): string {
  // A word with control characters would be another one on the line: it cannot be offered.
  const offered = words.filter(({ word }) => quote(word) === word)
  const lines = offered.map(({ word, about }) => (about === undefined ? word : `${word}\t${quote(about)}`))
  return [paths ?? 'none', ...lines, ''].join('\n')
}
