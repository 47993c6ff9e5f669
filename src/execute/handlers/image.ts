import { Failed, failure } from '../../model/failure.ts'
import type { Handler } from '../handlers.ts'
import { removeUnlessInUse } from './element.ts'

export const pull: Handler<'pull-image'> = async ({ image, platform, optional }, at) => {
  const subject = { kind: 'image', name: image } as const
  try {
    await at.pulls(() =>
      at.engine.pullImage(image, {
        ...(platform && { platform }),
        signal: at.signal,
        onProgress: ({ id, status, current, total }) =>
          at.emit({
            kind: 'transfer',
            subject,
            layer: id,
            status,
            ...(current !== undefined && { current }),
            ...(total !== undefined && { total }),
          }),
      }),
    )
  } catch (error) {
    // Where it can be built instead, it is.
    if (optional && error instanceof Failed && !at.signal.aborted) return 'skipped'
    throw error
  }
  const found = await at.engine.inspectImage(image, platform ? { platform } : {})
  if (!found)
    throw new Failed(failure('image-not-found', { image, reason: 'it is not there after the pull' }))
  at.results.setImage(image, found.id)
  return undefined
}

export const build: Handler<'build-images'> = async ({ builds }, at) => {
  const orders = builds.filter((order) => !order.unlessPulled || !at.results.hasImage(order.image))
  if (orders.length === 0) return 'skipped'
  const images = await at.build(orders, { signal: at.signal, emit: at.emit })
  for (const [image, id] of images) at.results.setImage(image, id)
  return undefined
}

export const remove: Handler<'remove-image'> = ({ image }, at) =>
  removeUnlessInUse(at, 'image', image, at.engine.removeImage(image))
