import type { Failure, FailureCode, FailurePayloads } from '../../model/failure.ts'
import { withoutSequences } from '../ansi.ts'
import { quote, quoted, quoteLines } from '../quote.ts'
import { attributeTexts } from './attributes.ts'
import { buildTexts } from './build.ts'
import { cliTexts } from './cli.ts'
import { engineTexts } from './engine.ts'
import { loadTexts } from './load.ts'
import { planTexts } from './plan.ts'
import { resolveTexts } from './resolve.ts'
import { runTexts } from './run.ts'
import type { Block, Text, Texts } from './texts.ts'
import { watchTexts } from './watch.ts'
import { bounded } from './words.ts'

const texts: Texts<FailurePayloads> = {
  ...loadTexts,
  ...attributeTexts,
  ...resolveTexts,
  ...engineTexts,
  ...buildTexts,
  ...planTexts,
  ...runTexts,
  ...watchTexts,
  ...cliTexts,
}

/** Facts of many lines, which texts quote as blocks of lines. */
const BLOCKS: ReadonlySet<string> = new Set(['logs', 'output', 'stack', 'dockerfile'])

/** The words of any failure, from its stage's table; all that is not ours in them is quoted. */
export function textOf({ code, data, at }: Failure): Text {
  if (at?.source.isPrivate) return privateText(code)
  const make = texts[code] as (data: FailurePayloads[FailureCode]) => Text
  const { message, blocks, hint } = make(quoted(data, BLOCKS))
  return {
    message: bounded(quoteLines(message)),
    ...(blocks && { blocks: blocks.map(quotedBlock) }),
    ...(hint !== undefined && { hint: bounded(quoteLines(hint)) }),
  }
}

/** The words for something wrong in a file of which nothing is to be shown. */
function privateText(code: FailureCode): Text {
  return {
    message: `this place of a file is wrong (${code})`,
    hint: 'what it says is not shown: the file lies outside of the project, or is not for everybody to read',
  }
}

function quotedBlock(block: Block): Block {
  return {
    ...block,
    title: quote(block.title),
    lines: block.lines.map((line) => quoteLines(withoutSequences(line).replace(/\r/g, ''))),
  }
}
