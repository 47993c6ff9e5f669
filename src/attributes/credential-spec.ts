import type { Attribute } from '../model/attribute.ts'
import { absent, STRING, struct } from './values/shapes.ts'

/** `credential_spec`: for managed accounts on Windows; kept in the model, without effect in Docker Compose. */
export const credentialSpec: Attribute = {
  fields: {
    credential_spec: absent(struct({ config: STRING, file: STRING, registry: STRING })),
  },
}
