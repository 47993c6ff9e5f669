import { SERVICE_FIELDS } from '../attributes/all.ts'
import { readText } from '../attributes/values/text.ts'
import { ELEMENTS } from '../elements/all.ts'
import { withVariable } from '../elements/file-object.ts'
import type { FileObject } from '../model/elements.ts'
import type { Loaded } from '../model/loaded.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import type { Field } from '../model/shape.ts'
import type { Tree, TreeMap } from '../model/tree.ts'
import { isMap, treeMap, treeText } from '../model/tree.ts'
import type { OnShapeError } from './decode.ts'
import { decodeStruct, extensionsOf } from './decode.ts'
import type { Findings } from './findings.ts'

/** Reads typed services and elements from a validated tree; all services count as enabled. */
export function readProject(loaded: Loaded, tree: TreeMap, findings: Findings): Project {
  const onError: OnShapeError = ({ expected, value }, path) =>
    findings.add('value-invalid', { path, expected, value: inWords(value) }, path)
  const extensions = extensionsOf(tree)
  const elements = Object.fromEntries(
    ELEMENTS.map(({ section, fields }) => [section, readSection(tree, section, fields, onError)]),
  ) as unknown as Sections
  return {
    name: loaded.name,
    directory: loaded.directory,
    files: loaded.files,
    envFiles: loaded.envFiles,
    environment: loaded.environment,
    profiles: loaded.profiles,
    services: readSection(tree, 'services', SERVICE_FIELDS, onError, (name) => ({ name })) as Record<
      string,
      Service
    >,
    disabled: {},
    ...elements,
    secrets: withVariables(elements.secrets),
    configs: withVariables(elements.configs),
    ...(extensions && { extensions }),
  }
}

/** A value as a message shows it. */
function inWords(value: unknown): string {
  return typeof value === 'object' && value !== null ? treeText(value as Tree) : readText(value)
}

type Sections = Pick<Project, 'networks' | 'volumes' | 'secrets' | 'configs' | 'models'>

function withVariables(objects: Project['secrets']): Project['secrets'] {
  const result: Record<string, FileObject> = Object.create(null)
  for (const [name, object] of Object.entries(objects)) result[name] = withVariable(object)
  return result
}

function readSection(
  tree: TreeMap,
  section: string,
  fields: readonly Field[],
  onError: OnShapeError,
  first: (name: string) => Record<string, unknown> = () => ({}),
): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null)
  const entries = tree[section]
  if (!isMap(entries)) return result
  for (const [name, value] of Object.entries(entries)) {
    const shape = { kind: 'struct', fields } as const
    result[name] = decodeStruct(shape, value ?? treeMap(), [section, name], onError, first(name))
  }
  return result
}
