/** A parsed Go template: what is written out, one after the other. */
export type Block = readonly Node[]

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly pipeline: Pipeline }
  | { readonly kind: 'if'; readonly pipeline: Pipeline; readonly body: Block; readonly otherwise: Block }
  | { readonly kind: 'with'; readonly pipeline: Pipeline; readonly body: Block; readonly otherwise: Block }
  | { readonly kind: 'range'; readonly pipeline: Pipeline; readonly body: Block; readonly otherwise: Block }
  /** `{{template "name" pipeline}}`, and `{{block}}`, which defines what it carries out. */
  | {
      readonly kind: 'template'
      readonly name: string
      readonly pipeline: Pipeline | undefined
      /** All that the source defines, found when the template is carried out: it may be defined further down. */
      readonly defined: ReadonlyMap<string, Block>
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }

/** `$a, $b := first | second`. */
export interface Pipeline {
  readonly variables: readonly string[]
  /** `:=` makes variables, `=` sets those that are there. */
  readonly declares: boolean
  readonly commands: readonly Command[]
}

/** An operand and, where it is a function or method, its arguments. */
export type Command = readonly Operand[]

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'dot' }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  /** `.Name.Sub` of an operand. */
  | { readonly kind: 'field'; readonly of: Operand; readonly names: readonly string[] }

/** What is wrong with a template, for the failure that is made of it. */
export class TemplateError extends Error {}
