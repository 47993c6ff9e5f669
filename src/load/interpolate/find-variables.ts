import { isList, isMap, type Tree } from '../../model/tree.ts'

/** A variable as some `${…}` of the files uses it; of several uses the last one counts. */
export interface UsedVariable {
  readonly name: string
  /** What follows `-` or `:-`. */
  readonly defaultValue: string
  /** What follows `+` or `:+`. */
  readonly presenceValue: string
  readonly required: boolean
}

/** The variables that a tree's texts use, before interpolation, by name. */
export function findVariables(
  tree: Tree,
  found = new Map<string, UsedVariable>(),
): Map<string, UsedVariable> {
  if (typeof tree === 'string') findInText(tree, found)
  else if (isList(tree)) for (const item of tree) findVariables(item, found)
  else if (isMap(tree)) for (const value of Object.values(tree)) findVariables(value, found)
  return found
}

const START = /\$(?:\$|([_a-z][_a-z0-9]*)|\{([_a-z][_a-z0-9]*)(:?[-+?])?)/giu

function findInText(text: string, found: Map<string, UsedVariable>): void {
  START.lastIndex = 0
  const closing = closingBraces(text)
  for (const { 0: start, 1: named, 2: braced, 3: operator, index } of text.matchAll(START)) {
    const name = named ?? braced
    if (name === undefined) continue
    const operand = operator ? text.slice(index + start.length, closing.get(index + 1)) : ''
    found.set(name, {
      name,
      defaultValue: operator?.endsWith('-') ? operand : '',
      presenceValue: operator?.endsWith('+') ? operand : '',
      required: operator?.endsWith('?') ?? false,
    })
  }
}

/** Where each opening brace is closed, by its place. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>()
  const open: number[] = []
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === '{') open.push(index)
    else closing.set(open.pop() ?? -1, index)
  }
  return closing
}
