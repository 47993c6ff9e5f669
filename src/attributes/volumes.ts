import type { Attribute, CreateContext, Reference, RuleContext } from '../model/attribute.ts'
import type { ContainerBody, HostConfigBody } from '../model/container-body.ts'
import { failure } from '../model/failure.ts'
import type { Mount, Service } from '../model/service.ts'
import type { Codec } from '../model/shape.ts'
import { ShapeError } from '../model/shape.ts'
import type { Tree } from '../model/tree.ts'
import { isMap } from '../model/tree.ts'
import { MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList, textToList } from './values/merging.ts'
import { readMount } from './values/mount.ts'
import { mountForm } from './values/mount-body.ts'
import { enginePath } from './values/path.ts'
import { BOOLEAN, BYTES, listOf, STRING, STRINGS, struct, zero } from './values/shapes.ts'

/** Texts are refused, as by Compose: they would be octal here and decimal there. */
const MODE: Codec = {
  kind: 'codec',
  decode: (value) => {
    if (typeof value !== 'number') throw new ShapeError('integer', value)
    return value
  },
  yaml: (value) => value,
  json: (value) => value,
  isZero: (value) => value === 0,
}

const MOUNT = struct({
  type: STRING,
  source: STRING,
  target: STRING,
  read_only: BOOLEAN,
  consistency: STRING,
  bind: [
    struct({
      selinux: STRING,
      propagation: STRING,
      create_host_path: [BOOLEAN, 'opt-out'],
      recursive: STRING,
    }),
    'absent',
  ],
  volume: [struct({ labels: MAPPING, nocopy: BOOLEAN, subpath: STRING }), 'absent'],
  tmpfs: [struct({ size: BYTES, mode: MODE }), 'absent'],
  image: [struct({ subpath: STRING }), 'absent'],
})

/** `volumes`, `volumes_from` and `tmpfs`: what is mounted into a container. */
export const volumes: Attribute = {
  cast: { 'volumes.*.read_only': 'boolean', 'volumes.*.volume.nocopy': 'boolean' },
  merge: { tmpfs: mergeAsList },
  unique: { tmpfs: keyOf, volumes: mountTarget },
  canonical: { tmpfs: textToList, 'volumes.*': toLongMount },
  absolute: { 'volumes.*': toAbsoluteSource },
  check: { 'volumes.*': checkMount },
  fields: {
    tmpfs: zero(STRINGS),
    volumes: zero(listOf(MOUNT)),
    volumes_from: zero(STRINGS),
  },
  references: usedVolumes,
  create: addMounts,
}

function mountTarget(item: Tree): string {
  const mount = typeof item === 'string' ? readMount(item) : item
  return isMap(mount) ? String(mount.target) : String(item)
}

function toLongMount(item: Tree, context: RuleContext): Tree {
  if (typeof item !== 'string') return item
  const mount = readMount(item)
  if (typeof mount !== 'string') return mount
  if (!context.raw) context.report((where) => failure('mount-invalid', { text: item, reason: mount }, where))
  return item
}

function checkMount(mount: Tree, context: RuleContext): void {
  if (!isMap(mount)) return
  if (typeof mount.target !== 'string') {
    context.report((where) => failure('target-missing', { what: 'mount' }, where))
  }
  if (mount.type === 'bind' && mount.source === undefined) {
    context.report((where) => failure('bind-source-missing', {}, where))
  }
}

function toAbsoluteSource(mount: Tree, context: RuleContext): Tree {
  if (!isMap(mount) || mount.type !== 'bind' || typeof mount.source !== 'string') return mount
  return { ...mount, source: enginePath(mount.source, context) }
}

function usedVolumes({ volumes = [], volumes_from = [] }: Service): readonly Reference[] {
  const named = volumes.flatMap(({ type, source }, index): Reference[] => {
    if (type !== 'volume' || !source) return []
    return [{ kind: 'volume', name: source, path: ['volumes', index, 'source'], use: 'volumes' }]
  })
  const shared = volumes_from.flatMap((entry, index): Reference[] => {
    const [name = ''] = entry.split(':')
    if (name === 'container') return []
    return [{ kind: 'service', name, path: ['volumes_from', index], use: 'volumes_from' }]
  })
  return [...named, ...shared]
}

function addMounts(service: Service, body: ContainerBody, context: CreateContext): void {
  const host = body.HostConfig
  if (service.tmpfs) host.Tmpfs = Object.fromEntries(service.tmpfs.map(tmpfsEntry))
  if (service.volumes_from) host.VolumesFrom = [...service.volumes_from]
  inheritVolumes(host, context)
  for (const mount of service.volumes ?? []) {
    if (isInherited(mount, context)) continue
    const form = mountForm(mount, service, context)
    if ('bind' in form) host.Binds = [...(host.Binds ?? []), form.bind]
    else host.Mounts = [...(host.Mounts ?? []), form.mount]
  }
}

function tmpfsEntry(text: string): [path: string, options: string] {
  const at = text.indexOf(':')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Volumes without a name go over to the container that takes the place of the one they were made for. */
function inheritVolumes(host: HostConfigBody, { inherited }: CreateContext): void {
  const mounts = Object.entries(inherited).map(([target, name]) => ({
    Type: 'volume',
    Source: name,
    Target: target,
  }))
  if (mounts.length > 0) host.Mounts = [...(host.Mounts ?? []), ...mounts]
}

function isInherited({ source, target }: Mount, { inherited }: CreateContext): boolean {
  return !source && Object.hasOwn(inherited, target)
}
