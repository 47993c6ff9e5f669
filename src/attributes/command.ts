import type { Attribute } from '../model/attribute.ts'
import { COMMAND } from './values/command-line.ts'
import { replace } from './values/merging.ts'

/** `command` and `entrypoint`: what runs. Nothing means the image's, an empty list means none. */
export const command: Attribute = {
  merge: { command: replace, entrypoint: replace },
  fields: {
    command: { shape: COMMAND, omit: 'yaml-zero' },
    entrypoint: { shape: COMMAND, omit: 'yaml-zero' },
  },
  create(service, body) {
    body.Cmd = service.command ? [...service.command] : null
    body.Entrypoint = service.entrypoint ? [...service.entrypoint] : null
  },
}
