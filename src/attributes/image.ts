import type { Attribute } from '../model/attribute.ts'
import { imageName } from '../model/names.ts'
import { STRING, zero } from './values/shapes.ts'

/** `image`, and how it comes to the engine. The platform is a parameter of the create call, not of its body. */
export const image: Attribute = {
  fields: { image: zero(STRING), platform: zero(STRING), pull_policy: zero(STRING) },
  create(service, body, { project }) {
    body.Image ||= imageName(project.name, service)
  },
}
