import type { Engine, ImageDetails } from '../../engine/engine.ts'
import { splitReference } from '../../engine/image-reference.ts'
import { serviceOf } from '../../model/container.ts'
import { Failed, failure } from '../../model/failure.ts'
import { labels } from '../../model/labels.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { describeImageIds, describeImageUses, type ImageUse } from '../../show/image-list.ts'
import { anyNumber, command } from '../command.ts'
import { bool, textOr } from '../flag.ts'
import { LIST_FORMATS, readListFormat } from '../list-format.ts'
import { connect } from '../steps/connect.ts'
import { fitOf } from '../steps/fit.ts'
import { findProjectName } from '../steps/project.ts'

/** `images`: the images that the project's containers were made from. */
export const images = command({
  name: 'images',
  usage: '[SERVICE...]',
  summary: "List the images of the project's containers",
  arity: anyNumber,
  flags: {
    format: textOr('--format', 'table', 'table or json', { choices: LIST_FORMATS }),
    quiet: bool('-q, --quiet', 'Only ids'),
  },
  examples: ['images', 'images --format json api'],
  async run(context, { format, quiet }, services) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const all = await engine.listContainers([`${labels.project}=${project}`])
    const containers = all
      .filter((one) => services.length === 0 || services.includes(serviceOf(one)))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const used = await Promise.all(containers.map((container) => describeUse(engine, container)))
    const kind = readListFormat(format)
    context.stdout.write(
      quiet
        ? describeImageIds(used)
        : describeImageUses(used, kind, context.now(), fitOf(context.stdout).fit),
    )
    return 0
  },
})

async function describeUse(engine: Engine, container: ObservedContainer): Promise<ImageUse> {
  const image = await engine.inspectImage(container.image)
  if (!image) {
    throw new Failed(failure('image-not-found', { image: container.image, reason: 'gone from the engine' }))
  }
  const { name, tag, digest } = splitReference(container.image)
  // An id is no repository.
  const isName = !/^(sha256:)?[0-9a-f]{64}$/.test(container.image)
  return {
    ID: image.id,
    ContainerName: container.name,
    Repository: isName ? name : '',
    Tag: isName ? (tag ?? (digest ? '' : 'latest')) : '',
    Platform: platformOf(image),
    Size: image.size,
    LastTagTime: tagTimeOf(image),
  }
}

function platformOf({ os, architecture, variant }: ImageDetails): string {
  return [os, architecture, variant].filter(Boolean).join('/')
}

/** An image that was never tagged (Go's zero time) counts from when it was made. */
function tagTimeOf({ lastTagTime, createdAt }: ImageDetails): string {
  const known = lastTagTime && !lastTagTime.startsWith('0001-')
  return known ? lastTagTime : new Date(createdAt * 1000).toISOString().replace('.000Z', 'Z')
}
