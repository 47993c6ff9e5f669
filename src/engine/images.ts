import { compareApi } from './api-version.ts'
import type { Door } from './door.ts'
import type { Engine } from './engine.ts'
import { isNotFound } from './failures.ts'
import { imageDetails, observedImage } from './image-facts.ts'
import { splitReference } from './image-reference.ts'

type Images = Pick<Engine, 'listImages' | 'inspectImage' | 'tagImage' | 'removeImage'>

/** The image calls that answer once; pull and push are in `transfer`. */
export function images({ docker, transport }: Door): Images {
  return {
    async listImages() {
      return (await docker.listImages()).map(observedImage)
    },
    async inspectImage(ref, { platform } = {}) {
      const query = compareApi(transport.apiVersion(), '1.49') >= 0 && platform ? platformQuery(platform) : {}
      try {
        return imageDetails(await docker.getImage(ref).inspect(query))
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    },
    async tagImage(source, target) {
      const { name, tag } = splitReference(target)
      await docker.getImage(source).tag({ repo: name, tag: tag ?? 'latest' })
    },
    async removeImage(ref, { force = false } = {}) {
      await docker.getImage(ref).remove({ force })
    },
  }
}

function platformQuery(platform: string): { platform: string } {
  const [os, architecture, variant] = platform.split('/')
  return { platform: JSON.stringify({ os, architecture, variant }) }
}
