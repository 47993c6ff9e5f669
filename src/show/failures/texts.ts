/** The words of one failure: what is wrong, what belongs to it, and what to do about it. */
export interface Text {
  /** One sentence without a full stop, readable without the rest. */
  readonly message: string
  /** Output, log lines or source that explain it. */
  readonly blocks?: readonly Block[]
  readonly hint?: string | undefined
}

/** Lines quoted below a message under a title of their own. */
export interface Block {
  readonly title: string
  readonly lines: readonly string[]
  /** Number of the first line, when the lines are numbered; `marked` lines (inclusive) are the culprits. */
  readonly numbered?: { readonly first: number; readonly marked: readonly [number, number] }
}

/** One text for every failure code of a stage, made from that code's payload. */
export type Texts<Payloads> = { readonly [C in keyof Payloads]: (data: Payloads[C]) => Text }
