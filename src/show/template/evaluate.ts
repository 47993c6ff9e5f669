import type { Functions } from './functions.ts'
import { type Block, type Command, type Node, type Operand, type Pipeline, TemplateError } from './tree.ts'
import { isList, isMap, isTrue, printed, type Value } from './value.ts'

/** Variables of a block and those around it. */
interface Scope {
  readonly dot: Value
  readonly variables: Map<string, Value>
  readonly outer?: Scope
}

type Flow = 'on' | 'break' | 'continue'

/** Carries a template out on a value. Throws a `TemplateError`. */
export function evaluate(block: Block, root: Value, functions: Functions): string {
  const evaluator = new Evaluator(functions)
  evaluator.block(block, top(root))
  return evaluator.output
}

/** The same, up to where it cannot be carried out. */
export function evaluateAsFar(block: Block, root: Value, functions: Functions): string {
  const evaluator = new Evaluator(functions)
  try {
    evaluator.block(block, top(root))
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
  }
  return evaluator.output
}

/** How many templates may call each other: short of what the stack holds. */
const MAX_DEPTH = 500

class Evaluator {
  output = ''
  private depth = 0
  private readonly functions: Functions

  constructor(functions: Functions) {
    this.functions = functions
  }

  block(block: Block, scope: Scope): Flow {
    for (const node of block) {
      const flow = this.node(node, scope)
      if (flow !== 'on') return flow
    }
    return 'on'
  }

  private node(node: Node, scope: Scope): Flow {
    switch (node.kind) {
      case 'text':
        this.output += node.text
        return 'on'
      case 'output': {
        const value = this.pipeline(node.pipeline, scope)
        if (node.pipeline.variables.length === 0) this.output += printed(value)
        return 'on'
      }
      case 'if':
      case 'with':
        return this.choice(node, scope)
      case 'range':
        return this.range(node, scope)
      case 'template':
        return this.template(node, scope)
      default:
        return node.kind
    }
  }

  private choice(node: Node & { kind: 'if' | 'with' }, scope: Scope): Flow {
    const inner = within(scope, scope.dot)
    const value = this.pipeline(node.pipeline, inner)
    if (!isTrue(value)) return this.block(node.otherwise, inner)
    return this.block(node.body, node.kind === 'with' ? within(inner, value) : inner)
  }

  private template({ name, pipeline, defined }: Node & { kind: 'template' }, scope: Scope): Flow {
    const block = defined.get(name)
    if (!block) throw new TemplateError(`template ${JSON.stringify(name)} not defined`)
    if (this.depth === MAX_DEPTH)
      throw new TemplateError(`template ${JSON.stringify(name)} calls itself without end`)
    this.depth++
    this.block(block, top(pipeline && this.pipeline(pipeline, scope)))
    this.depth--
    return 'on'
  }

  private range({ pipeline, body, otherwise }: Node & { kind: 'range' }, scope: Scope): Flow {
    const value = this.pipeline({ ...pipeline, variables: [] }, scope)
    const items = itemsOf(value)
    if (items.length === 0) return this.block(otherwise, within(scope, scope.dot))
    const [first, second] = pipeline.variables
    for (const [key, item] of items) {
      const inner = within(scope, item)
      if (first) inner.variables.set(first, second ? key : item)
      if (second) inner.variables.set(second, item)
      if (this.block(body, inner) === 'break') break
    }
    return 'on'
  }

  private pipeline({ commands, variables, declares }: Pipeline, scope: Scope): Value {
    let value: Value
    commands.forEach((command, i) => {
      value = this.command(command, scope, i === 0 ? [] : [value])
    })
    const [name] = variables
    if (name) holder(name, scope, declares).variables.set(name, value)
    return value
  }

  private command([head, ...rest]: Command, scope: Scope, piped: readonly Value[]): Value {
    if (!head) throw new TemplateError('empty command')
    const args = () => [...rest.map((operand) => this.operand(operand, scope)), ...piped]
    if (head.kind === 'function') return this.call(head.name, args())
    if (head.kind === 'field') return this.field(this.operand(head.of, scope), head.names, args())
    if (rest.length + piped.length > 0) throw new TemplateError("can't give argument to non-function")
    return this.operand(head, scope)
  }

  private call(name: string, args: readonly Value[]): Value {
    const called = Object.hasOwn(this.functions, name) ? this.functions[name] : undefined
    if (!called) throw new TemplateError(`function "${name}" not defined`)
    return called(...args)
  }

  private operand(operand: Operand, scope: Scope): Value {
    switch (operand.kind) {
      case 'literal':
        return operand.value
      case 'dot':
        return scope.dot
      case 'function':
        return this.call(operand.name, [])
      case 'variable':
        return holder(operand.name, scope, false).variables.get(operand.name)
      case 'pipeline':
        return this.pipeline(operand.pipeline, scope)
      case 'field':
        return this.field(this.operand(operand.of, scope), operand.names, [])
    }
  }

  private field(value: Value, names: readonly string[], args: readonly Value[]): Value {
    return names.reduce<Value>((owner, name, i) => {
      const found = fieldOf(owner, name)
      const isLast = i === names.length - 1
      if (typeof found === 'function') return found(...(isLast ? args : []))
      if (isLast && args.length > 0) throw new TemplateError(`${name} has arguments but cannot be invoked`)
      return found
    }, value)
  }
}

function fieldOf(owner: Value, name: string): Value {
  if (owner === undefined || isMap(owner)) return owner?.get(name)
  if (typeof owner !== 'object' || owner === null || isList(owner) || !Object.hasOwn(owner, name)) {
    throw new TemplateError(`there is no field ${name}`)
  }
  return (owner as { readonly [field: string]: Value })[name]
}

function itemsOf(value: Value): (readonly [Value, Value])[] {
  if (isList(value)) return value.map((item, i) => [i, item] as const)
  if (isMap(value)) return [...value]
  if (typeof value === 'number') return Array.from({ length: value }, (_, i) => [i, i] as const)
  if (value === undefined || value === null) return []
  throw new TemplateError(`range can't iterate over ${printed(value)}`)
}

function top(root: Value): Scope {
  return { dot: root, variables: new Map([['$', root]]) }
}

function within(outer: Scope, dot: Value): Scope {
  return { dot, variables: new Map(), outer }
}

/** The scope that has a variable; with `declares`, the innermost. */
function holder(name: string, scope: Scope, declares: boolean): Scope {
  if (declares || scope.variables.has(name)) return scope
  if (!scope.outer) throw new TemplateError(`undefined variable "${name}"`)
  return holder(name, scope.outer, false)
}
