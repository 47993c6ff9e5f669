import type { Document, Node } from 'yaml'
import { isAlias, isCollection, isNode, isPair, isScalar } from 'yaml'
import type { Reindented } from './reindented.ts'
import type { Cause } from './syntax-cause.ts'
import { findBadTab } from './tabs.ts'

/**
 * The first thing in a document that is YAML 1.2, but not the YAML that Compose reads. `from` is where the
 * document before it ends.
 */
export function findForeign(source: Reindented, document: Document.Parsed, from: number): Cause | undefined {
  return (
    findDirective(source.text, document, from) ??
    findBadTab(source, document, from) ??
    findInNodes(source.text, document.contents)
  )
}

const FOREIGN_DIRECTIVE = /^%(?!YAML +1\.1 *(?:#.*)?\r?$|TAG\s).*/m

function findDirective(text: string, { contents, range }: Document.Parsed, from: number): Cause | undefined {
  const match = FOREIGN_DIRECTIVE.exec(text.slice(from, contents?.range?.[0] ?? range[2]))
  if (!match) return undefined
  const start = from + match.index
  return { cause: 'unknown-directive', range: [start, start + match[0].length] }
}

/** Escapes that JSON has, and YAML 1.1 has not: `\/` and a character in two halves. */
const JSON_ESCAPE = /\\(?:(\/|u[dD][89a-fA-F])|[\s\S])/g
const ANCHOR_NAME = /^[\w-]+$/

function findInNodes(text: string, contents: Node | null): Cause | undefined {
  if (!/[\\&*]/.test(text)) return undefined
  let found: Cause | undefined
  const visit = (node: unknown): void => {
    if (found) return
    if (isPair(node)) {
      visit(node.key)
      visit(node.value)
    } else if (isNode(node) && node.range) {
      found = faultOf(text, node, node.range)
      if (isCollection(node)) for (const item of node.items) visit(item)
    }
  }
  visit(contents)
  return found
}

function faultOf(
  text: string,
  node: Node,
  [start, end]: readonly [number, number, number],
): Cause | undefined {
  const name = isAlias(node) ? node.source : (node as { anchor?: string }).anchor
  if (name !== undefined && !ANCHOR_NAME.test(name)) return { cause: 'anchor-name', range: [start, end] }
  if (!isScalar(node) || node.type !== 'QUOTE_DOUBLE') return undefined
  for (const match of text.slice(start, end).matchAll(JSON_ESCAPE)) {
    const at = start + match.index
    if (match[1])
      return { cause: match[1] === '/' ? 'unknown-escape' : 'escape-in-halves', range: [at, at + 2] }
  }
  return undefined
}
