import type { LoadFailures } from '../../model/failures/load.ts'
import { fileTexts } from './load/files.ts'
import { modelTexts } from './load/model.ts'
import { yamlTexts } from './load/yaml.ts'
import type { Texts } from './texts.ts'

/** Texts for what can be wrong with compose files and the environment they are read with. */
export const loadTexts: Texts<LoadFailures> = { ...fileTexts, ...yamlTexts, ...modelTexts }
