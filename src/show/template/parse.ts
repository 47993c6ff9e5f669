import { FUNCTIONS } from './functions.ts'
import { type Token, tokensOf, type Word } from './tokens.ts'
import { type Block, type Command, type Node, type Operand, type Pipeline, TemplateError } from './tree.ts'

/** Parses a Go template: fields, pipes, variables, `if`, `with`, `range`, `define`. Throws a `TemplateError`. */
export function parseTemplate(source: string): Block {
  const parser = new BlockParser(tokensOf(source))
  const { block, end } = parser.block(true)
  if (end) throw new TemplateError(`unexpected {{${end.keyword}}}`)
  return block
}

interface End {
  readonly keyword: 'end' | 'else'
  readonly words: readonly Word[]
}

const CONTROLS = ['if', 'with', 'range'] as const

class BlockParser {
  private readonly tokens: readonly Token[]
  private readonly defined = new Map<string, Block>()
  private position = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** Reads up to the `end` or `else` that closes the block; at the top, up to the end of the template. */
  block(isTop = false): { block: Block; end?: End } {
    const block: Node[] = []
    while (this.position < this.tokens.length) {
      const token = this.tokens[this.position++] as Token
      if (token.kind === 'text') {
        block.push(token)
        continue
      }
      const [first, ...words] = token.words
      const keyword = first?.kind === 'name' ? first.text : ''
      if (keyword === 'end' || keyword === 'else') return { block, end: { keyword, words } }
      if (keyword === 'define') this.define(words)
      else block.push(this.action(keyword, token.words))
    }
    if (!isTop) throw new TemplateError('unexpected end of template: {{end}} is missing')
    return { block }
  }

  private action(keyword: string, words: readonly Word[]): Node {
    if (keyword === 'break' || keyword === 'continue') return { kind: keyword }
    if (keyword === 'template' || keyword === 'block') return this.template(keyword, words.slice(1))
    const control = CONTROLS.find((name) => name === keyword)
    if (control) return this.control(control, words.slice(1))
    return { kind: 'output', pipeline: parsePipeline(words) }
  }

  private template(keyword: 'template' | 'block', [name, ...rest]: readonly Word[]): Node {
    const pipeline = rest.length > 0 ? parsePipeline(rest) : undefined
    if (keyword === 'block') this.define(name ? [name] : [])
    return { kind: 'template', name: templateName(name), pipeline, defined: this.defined }
  }

  private define([name]: readonly Word[]): void {
    const { block, end } = this.block()
    if (end?.keyword === 'else') throw new TemplateError('unexpected {{else}}')
    this.defined.set(templateName(name), block)
  }

  private control(kind: (typeof CONTROLS)[number], words: readonly Word[]): Node {
    const pipeline = parsePipeline(words)
    const { block, end } = this.block()
    return { kind, pipeline, body: block, otherwise: this.otherwise(end) }
  }

  private otherwise(end: End | undefined): Block {
    if (end?.keyword !== 'else') return []
    const [next, ...words] = end.words
    if (next) {
      const control = CONTROLS.find((name) => name === next.text)
      if (!control) throw new TemplateError(`unexpected ${JSON.stringify(next.text)} after else`)
      return [this.control(control, words)]
    }
    const { block, end: last } = this.block()
    if (last?.keyword === 'else') throw new TemplateError('expected {{end}}, found {{else}}')
    return block
  }
}

function templateName(word: Word | undefined): string {
  if (word?.kind !== 'string') throw new TemplateError('a template is called by a quoted name')
  return stringValue(word.text)
}

function parsePipeline(words: readonly Word[]): Pipeline {
  const reader = new PipelineParser(words)
  const pipeline = reader.pipeline()
  reader.expectEnd()
  return pipeline
}

class PipelineParser {
  private readonly words: readonly Word[]
  private position = 0

  constructor(words: readonly Word[]) {
    this.words = words
  }

  expectEnd(): void {
    const word = this.words[this.position]
    if (word) throw new TemplateError(`unexpected ${JSON.stringify(word.text)}`)
  }

  pipeline(): Pipeline {
    const assignment = this.assignment()
    const commands = [this.command()]
    while (this.take('|')) commands.push(this.command())
    return { ...assignment, commands }
  }

  private assignment(): { variables: string[]; declares: boolean } {
    const match = this.words.findIndex(({ text, kind }) => kind === 'sign' && (text === ':=' || text === '='))
    const left = this.words.slice(this.position, match)
    const isAssignment =
      match > this.position && left.every(({ kind, text }) => kind === 'variable' || text === ',')
    if (!isAssignment) return { variables: [], declares: false }
    this.position = match + 1
    return {
      variables: left.filter(({ kind }) => kind === 'variable').map(({ text }) => text),
      declares: this.words[match]?.text === ':=',
    }
  }

  private command(): Command {
    const operands: Operand[] = []
    for (let operand = this.operand(); operand; operand = this.operand()) operands.push(operand)
    if (operands.length === 0) throw new TemplateError('missing value for command')
    return operands
  }

  private operand(): Operand | undefined {
    const base = this.base()
    if (!base) return undefined
    const names: string[] = []
    while (this.words[this.position]?.kind === 'field' && !this.words[this.position]?.space) {
      names.push(this.next().text.slice(1))
    }
    return names.length === 0 ? base : { kind: 'field', of: base, names }
  }

  private base(): Operand | undefined {
    const word = this.words[this.position]
    if (!word) return undefined
    if (word.kind === 'sign') return this.signed(word)
    this.position++
    switch (word.kind) {
      case 'string':
        return { kind: 'literal', value: stringValue(word.text) }
      case 'number':
        return { kind: 'literal', value: Number(word.text) }
      case 'variable':
        return { kind: 'variable', name: word.text }
      case 'field':
        return { kind: 'field', of: { kind: 'dot' }, names: [word.text.slice(1)] }
      case 'name':
        return named(word.text)
    }
  }

  private signed(word: Word): Operand | undefined {
    if (word.text === '.') {
      this.position++
      return { kind: 'dot' }
    }
    if (word.text !== '(') return undefined
    this.position++
    const pipeline = this.pipeline()
    if (!this.take(')')) throw new TemplateError('unclosed left paren')
    return { kind: 'pipeline', pipeline }
  }

  private take(sign: string): boolean {
    const word = this.words[this.position]
    if (word?.kind !== 'sign' || word.text !== sign) return false
    this.position++
    return true
  }

  private next(): Word {
    return this.words[this.position++] as Word
  }
}

const CONSTANTS: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null }

function named(name: string): Operand {
  const constant = CONSTANTS[name]
  if (constant !== undefined) return { kind: 'literal', value: constant }
  if (!Object.hasOwn(FUNCTIONS, name)) throw new TemplateError(`function "${name}" not defined`)
  return { kind: 'function', name }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

function stringValue(text: string): string {
  const inner = text.slice(1, -1)
  if (text.startsWith('`')) return inner
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g, (_, u, x, short) =>
    short === undefined ? String.fromCodePoint(Number.parseInt(u ?? x, 16)) : (ESCAPES[short] ?? short),
  )
}
