import type { Shape } from '../../model/shape.ts'
import { COMMAND } from './command-line.ts'
import { NULLABLE_MAPPING } from './key-value.ts'
import { BOOLEAN, STRING, struct } from './shapes.ts'

/** A command at a point of a container's life. */
export const HOOK: Shape = struct({
  command: [COMMAND, 'yaml-zero'],
  image: STRING,
  user: STRING,
  privileged: BOOLEAN,
  working_dir: STRING,
  environment: NULLABLE_MAPPING,
  per_replica: BOOLEAN,
})
