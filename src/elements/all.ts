import type { Element } from '../model/attribute.ts'
import { configs } from './configs.ts'
import { models } from './models.ts'
import { networks } from './networks.ts'
import { secrets } from './secrets.ts'
import { volumes } from './volumes.ts'

/** Every kind of top-level element, in the order in which Compose writes them. */
export const ELEMENTS: readonly Element<unknown>[] = [networks, volumes, secrets, configs, models]
