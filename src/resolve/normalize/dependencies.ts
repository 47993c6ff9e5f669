import type { Tree, TreeMap } from '../../model/tree.ts'
import { findOrigin, isList, isMap, setOrigin, treeMap } from '../../model/tree.ts'
import type { Path } from '../decode.ts'

/** A service that another one cannot be without, for a reason other than `depends_on`. */
interface Implied {
  readonly name: string
  /** Whether the dependent is restarted with it. */
  readonly restart: boolean
  readonly path: Path
}

/** Namespaces that can be another service's. */
const NAMESPACES = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const
const SERVICE = 'service:'
const CONTAINER = 'container:'

/** Adds to `depends_on` what links, shared namespaces and `volumes_from` make necessary. */
export function addImplicitDependencies(service: TreeMap): void {
  const implied = [...linked(service), ...sharing(service), ...mounting(service)]
  if (implied.length === 0) return
  const dependencies: TreeMap = isMap(service.depends_on) ? { ...service.depends_on } : treeMap()
  for (const { name, restart, path } of implied) {
    if (name in dependencies) continue
    dependencies[name] = Object.assign(treeMap(), { condition: 'service_started', restart, required: true })
    setOrigin(dependencies, name, findOrigin(service, path))
  }
  service.depends_on = dependencies
}

function linked({ links }: TreeMap): Implied[] {
  return texts(links).map(({ text, index }) => {
    const parts = text.split(':')
    return { name: parts.length === 2 ? (parts[0] ?? text) : text, restart: true, path: ['links', index] }
  })
}

function sharing(service: TreeMap): Implied[] {
  return NAMESPACES.flatMap((namespace) => {
    const value = service[namespace]
    if (typeof value !== 'string' || !value.startsWith(SERVICE)) return []
    return [{ name: value.slice(SERVICE.length), restart: true, path: [namespace] }]
  })
}

function mounting({ volumes_from }: TreeMap): Implied[] {
  return texts(volumes_from)
    .filter(({ text }) => !text.startsWith(CONTAINER))
    .map(({ text, index }) => ({
      name: text.split(':')[0] ?? text,
      restart: false,
      path: ['volumes_from', index],
    }))
}

function texts(value: Tree | undefined): { text: string; index: number }[] {
  if (!isList(value)) return []
  return value.flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []))
}
