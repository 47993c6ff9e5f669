import type { Attribute } from '../model/attribute.ts'
import { BOOLEAN, zero } from './values/shapes.ts'

/** `use_api_socket`: the engine's socket and credentials are added to the service before planning. */
export const useApiSocket: Attribute = { fields: { use_api_socket: zero(BOOLEAN) } }
