import { dirname, resolve } from 'node:path'
import { closest } from '../model/closest.ts'
import type { FailurePayloads } from '../model/failure.ts'
import { failure } from '../model/failure.ts'
import type { LoadFailures } from '../model/failures/load.ts'
import type { Origin, Tree, TreeMap, Via } from '../model/tree.ts'
import { isMap, originOf, treeMap } from '../model/tree.ts'
import { whereOf } from '../model/where.ts'
import type { ExtendedDocument } from './extended-file.ts'
import { extendedServices } from './extended-file.ts'
import type { Layer } from './layer.ts'
import { cloneTree } from './merge/clone.ts'
import { mergeAt } from './merge/merge.ts'
import { applyResets } from './merge/resets.ts'
import type { Path } from './parse/documents.ts'
import { prune } from './validate/prune.ts'
import { validateService } from './validate/validate.ts'

/** Services among which names are looked up: those of a document, or of a file that is extended. */
interface Scope {
  readonly file: string
  readonly services: TreeMap
  readonly resets: readonly Path[]
}

interface Target {
  readonly service: string
  readonly scope: Scope
}

interface Link {
  readonly service: string
  readonly file: string
}

/**
 * Lays each service of a document over the one it extends, as far as the chain goes. Changes the tree; false
 * when there is nothing to do.
 */
export async function applyExtends(
  tree: TreeMap,
  resets: readonly Path[],
  file: string,
  layer: Layer,
): Promise<boolean> {
  const { services } = tree
  if (!isMap(services)) return false
  const names = Object.keys(services).filter((name) => hasExtends(services[name]))
  const extender = new Extender(layer)
  const scope: Scope = { file, services, resets }
  for (const name of names) await extender.complete(name, scope, [])
  return names.length > 0
}

function hasExtends(service: Tree | undefined): boolean {
  return isMap(service) && service.extends !== undefined
}

class Extender {
  readonly #layer: Layer
  readonly #files = new Map<string, Promise<Scope | undefined>>()

  constructor(layer: Layer) {
    this.#layer = layer
  }

  /** The service with all that it extends under it; what is no mapping comes back as it is. */
  async complete(name: string, scope: Scope, chain: readonly Link[]): Promise<Tree> {
    const service = scope.services[name] ?? null
    if (!isMap(service) || service.extends === undefined) return service
    const origin = originOf(service, 'extends')
    const links = [...chain, { service: name, file: scope.file }]
    const target = await this.#target(service.extends, name, scope, origin)
    if (!target || this.#isCycle(links, target, origin)) {
      delete service.extends
      return service
    }
    const base = await this.complete(target.service, target.scope, links)
    // Docker Compose leaves `extends` in the model when there is nothing to extend.
    if (!isMap(base)) return service
    delete service.extends
    const merged = this.#merge(name, cloneTree(base, viaExtends(origin)), service, scope, target)
    scope.services[name] = merged
    return merged
  }

  #isCycle(links: readonly Link[], { service, scope }: Target, origin: Origin | undefined): boolean {
    const { file } = scope
    if (!links.some((link) => link.service === service && link.file === file)) return false
    this.#fail('extends-cycle', { chain: [...links, { service, file }] }, origin)
    return true
  }

  #merge(name: string, base: TreeMap, service: TreeMap, scope: Scope, target: Target): TreeMap {
    const services = treeMap()
    services[name] = base
    const root = treeMap()
    root.services = services
    applyResets(root, scope.resets)
    if (target.scope !== scope) {
      prune(root, validateService(base, ['services', name], root, this.#layer.report))
    }
    return mergeAt(['services', name], base, service, this.#layer.session.rules, this.#layer.frame)
  }

  async #target(
    value: Tree,
    name: string,
    scope: Scope,
    origin: Origin | undefined,
  ): Promise<Target | undefined> {
    const { service, file } = typeof value === 'string' ? { service: value } : isMap(value) ? value : {}
    const named = file === undefined || file === null ? undefined : file
    if (typeof service !== 'string' || (named !== undefined && typeof named !== 'string')) {
      this.#fail('extends-invalid', { service: name }, origin)
      return undefined
    }
    const at = isMap(value) ? (originOf(value, 'file') ?? origin) : origin
    // Paths of a file that is extended itself are relative to the layer by now, or absolute.
    const path = named === undefined ? undefined : resolve(this.#layer.directory, named)
    const found = path === undefined ? scope : await this.#open(path, name, at)
    if (!found) return undefined
    if (service in found.services) return { service, scope: found }
    const suggestion = closest(service, Object.keys(found.services))
    const where = isMap(value) ? (originOf(value, 'service') ?? origin) : origin
    this.#fail(
      'extends-service-missing',
      { service: name, base: service, ...(named && { file: found.file }), ...(suggestion && { suggestion }) },
      where,
    )
    return undefined
  }

  #open(path: string, service: string, origin: Origin | undefined): Promise<Scope | undefined> {
    const known = this.#files.get(path)
    if (known) return known
    const scope = this.#read(path, service, origin)
    this.#files.set(path, scope)
    return scope
  }

  async #read(path: string, service: string, origin: Origin | undefined): Promise<Scope | undefined> {
    const { session } = this.#layer
    const file = await session.open(path, 'extends', origin?.at)
    if (!file) return undefined
    const directory = dirname(path)
    const frame = this.#layer.frameFor(directory, viaExtends(origin, this.#layer.via))
    const documents: ExtendedDocument[] = []
    for (const document of file.documents) {
      const tree = this.#layer.interpolate(document, frame.report)?.tree
      if (!tree) return undefined
      documents.push({ tree, resets: document.resets })
    }
    const services = extendedServices(documents, session.rules, frame)
    if (!isMap(services)) {
      this.#fail('extends-no-services', { service, file: path }, origin)
      return undefined
    }
    return { file: path, services, resets: file.documents.at(-1)?.resets ?? [] }
  }

  #fail<C extends Code>(code: C, data: FailurePayloads[C], origin: Origin | undefined): void {
    this.#layer.report.add(failure(code, data, whereOf(origin)))
  }
}

type Code = Extract<keyof LoadFailures, `extends-${string}`>

function viaExtends(origin: Origin | undefined, next?: Via): Via | undefined {
  return origin ? { kind: 'extends', at: origin.at, ...(next && { next }) } : next
}
