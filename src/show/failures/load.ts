import type { LoadFailures } from '../../model/failures/load.ts'
import type { Texts } from './texts.ts'

/** Texts for what can be wrong with compose files and the environment they are read with. */
export const loadTexts: Texts<LoadFailures> = {
  'file-not-found': ({ path }) => ({ message: `${path} is not there` }),
}
