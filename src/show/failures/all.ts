import type { Failure, FailureCode, FailurePayloads } from '../../model/failure.ts'
import { attributeTexts } from './attributes.ts'
import { buildTexts } from './build.ts'
import { cliTexts } from './cli.ts'
import { engineTexts } from './engine.ts'
import { loadTexts } from './load.ts'
import { planTexts } from './plan.ts'
import { resolveTexts } from './resolve.ts'
import { runTexts } from './run.ts'
import type { Text, Texts } from './texts.ts'
import { watchTexts } from './watch.ts'

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

/** The words of any failure, from its stage's table. */
export function textOf(failure: Failure): Text {
  const text = texts[failure.code] as (data: FailurePayloads[FailureCode]) => Text
  return text(failure.data)
}
