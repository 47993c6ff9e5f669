import type { Tree, TreeMap } from '../../model/tree.ts'
import { isMap } from '../../model/tree.ts'
import type { Path } from '../parse/documents.ts'

/** Takes away what `!reset` and `!override` of a file say must not be merged with. Items of lists stay. */
export function applyResets(root: TreeMap, resets: readonly Path[]): void {
  for (const path of resets) {
    const parent = find(root, path.slice(0, -1))
    const last = path.at(-1)
    if (isMap(parent) && last !== undefined) delete parent[last]
  }
}

function find(root: Tree, path: Path): Tree | undefined {
  let node: Tree | undefined = root
  for (const step of path) node = isMap(node) ? node[step] : undefined
  return node
}
