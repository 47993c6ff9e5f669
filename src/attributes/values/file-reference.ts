import type { Transform } from '../../model/attribute.ts'
import type { Codec, Shape } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'
import { treeMap } from '../../model/tree.ts'
import { STRING, struct } from './shapes.ts'

/** A file mode; texts are octal. Written as an octal text. */
const FILE_MODE: Codec = {
  kind: 'codec',
  decode: (value) => {
    const mode = typeof value === 'string' && /^[-+]?[0-7]+$/.test(value) ? Number.parseInt(value, 8) : value
    if (typeof mode !== 'number') throw new ShapeError('file-mode', value)
    return mode
  },
  yaml: writeMode,
  json: writeMode,
  isZero: () => false,
}

function writeMode(mode: unknown): string {
  return `0${(mode as number).toString(8)}`
}

/** A service's or a build's use of a secret or config. */
export const FILE_REFERENCE: Shape = struct({
  source: STRING,
  target: STRING,
  uid: STRING,
  gid: STRING,
  mode: [FILE_MODE, 'absent'],
})

/** A name alone becomes a reference to what is called so. */
export const nameToReference: Transform = (value) =>
  typeof value === 'string' ? Object.assign(treeMap(), { source: value }) : value
