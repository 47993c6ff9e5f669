import { TemplateError } from './tree.ts'

export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly words: readonly Word[] }

/** A word inside `{{ }}`; `space` tells whether blanks stood before it (`.A .B` is not `.A.B`). */
export interface Word {
  readonly kind: 'string' | 'number' | 'name' | 'field' | 'variable' | 'sign'
  readonly text: string
  readonly space: boolean
}

/** Cuts a template into text and actions; `{{-` and `-}}` take the blanks of the text beside them. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let rest = source
  let trimNext = false
  while (rest !== '') {
    const open = rest.indexOf('{{')
    const before = open < 0 ? rest : rest.slice(0, open)
    const trimsBefore = open >= 0 && /^\{\{-\s/.test(rest.slice(open))
    const text = trimmed(before, trimNext, trimsBefore)
    if (text !== '') tokens.push({ kind: 'text', text })
    if (open < 0) break
    const body = actionBody(rest.slice(open + (trimsBefore ? 3 : 2)))
    if (body.words.length > 0) tokens.push({ kind: 'action', words: body.words })
    trimNext = body.trimsAfter
    rest = body.rest
  }
  return tokens
}

function trimmed(text: string, start: boolean, end: boolean): string {
  const left = start ? text.trimStart() : text
  return end ? left.trimEnd() : left
}

const WORDS: readonly (readonly [Word['kind'] | 'space', RegExp])[] = [
  ['space', /^\s+/],
  ['string', /^"(?:[^"\\\n]|\\.)*"/],
  ['string', /^`[^`]*`/],
  ['number', /^[+-]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/],
  ['field', /^\.[\p{L}_][\p{L}\p{N}_]*/u],
  ['variable', /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?/u],
  ['name', /^[\p{L}_][\p{L}\p{N}_]*/u],
  ['sign', /^(?::=|[=|(),.])/],
]

function actionBody(source: string): { words: Word[]; rest: string; trimsAfter: boolean } {
  const words: Word[] = []
  let rest = source.replace(/^\s*\/\*[\s\S]*?\*\//, '')
  let space = false
  while (true) {
    const close = /^(\s-)?\}\}/.exec(rest)
    if (close) return { words, rest: rest.slice(close[0].length), trimsAfter: close[1] !== undefined }
    if (rest === '') throw new TemplateError('unclosed action')
    const [kind, text] = nextWord(rest)
    if (kind !== 'space') words.push({ kind, text, space })
    space = kind === 'space'
    rest = rest.slice(text.length)
  }
}

function nextWord(rest: string): [Word['kind'] | 'space', string] {
  // Blanks before a closing trim marker belong to the marker.
  const blanks = /^\s+(?=\s-\}\})/.exec(rest)
  if (blanks) return ['space', blanks[0]]
  for (const [kind, pattern] of WORDS) {
    const match = pattern.exec(rest)
    if (match) return [kind, match[0]]
  }
  throw new TemplateError(`unexpected ${JSON.stringify(rest.charAt(0))} in action`)
}
