import type { CreateContext } from '../../model/attribute.ts'
import type { MountBody } from '../../model/container-body.ts'
import { Failed, failure, warning } from '../../model/failure.ts'
import type { Mount, Service } from '../../model/service.ts'
import { isAtLeast } from './api-version.ts'

/** What a mount is in the create call: an entry of `Binds`, or one of `Mounts`. */
export type MountForm = { readonly bind: string } | { readonly mount: MountBody }

const IMAGE_MOUNTS = [1, 48] as const
const SUBPATHS = [1, 45] as const

/**
 * The form in which Compose sends a mount: `Binds` where that can say it, because it makes directories of
 * the host that are missing and copies what the image has into new volumes, `Mounts` for everything else.
 */
export function mountForm(mount: Mount, service: Service, context: CreateContext): MountForm {
  warnOfOptions(mount, service, context)
  checkAge(mount, service, context)
  const source = sourceOf(mount, context)
  const asBind = mount.type === 'bind' ? !needsMount(mount.bind) : isPlainVolume(mount, source, context)
  return asBind ? { bind: bindText(mount, source) } : { mount: mountBody(mount, source) }
}

/** An engine that does not know a subpath would mount the whole volume. */
function checkAge({ type, volume }: Mount, { name: service }: Service, { api }: CreateContext): void {
  if (type === 'image' && !isAtLeast(api, IMAGE_MOUNTS)) {
    throw new Failed(failure('engine-too-old', { service, what: 'image-mount', needs: '28' }))
  }
  if (type === 'volume' && volume?.subpath && !isAtLeast(api, SUBPATHS)) {
    throw new Failed(failure('engine-too-old', { service, what: 'volume-subpath', needs: '26' }))
  }
}

/** A volume of the project goes by its name on the engine. */
function sourceOf({ type, source = '' }: Mount, { project }: CreateContext): string {
  return (type === 'volume' && project.volumes[source]?.name) || source
}

function isPlainVolume({ type, volume }: Mount, source: string, { project }: CreateContext): boolean {
  if (type !== 'volume') return false
  const isKnown = Object.values(project.volumes).some(({ name }) => name === source)
  const { labels = {}, subpath, nocopy } = volume ?? {}
  return isKnown && Object.keys(labels).length === 0 && !subpath && !nocopy
}

function needsMount(bind: Mount['bind']): boolean {
  return bind !== undefined && Boolean(!bind.create_host_path || bind.propagation || bind.recursive)
}

function bindText({ target, read_only, bind, volume }: Mount, source: string): string {
  const options = [
    read_only ? 'ro' : 'rw',
    ...(bind?.selinux ? [bind.selinux] : []),
    ...(bind?.propagation ? [bind.propagation] : []),
    ...(volume?.nocopy ? ['nocopy'] : []),
  ]
  return `${source}:${target}:${options.join(',')}`
}

function mountBody(mount: Mount, source: string): MountBody {
  const { type, target, read_only, consistency } = mount
  return {
    Type: type,
    ...(source && { Source: source }),
    Target: target,
    ...(read_only && { ReadOnly: true }),
    ...(consistency && { Consistency: consistency }),
    ...OPTIONS[type]?.(mount),
  }
}

type Options = Pick<MountBody, 'BindOptions' | 'VolumeOptions' | 'TmpfsOptions' | 'ImageOptions'>

const OPTIONS: { readonly [T in Mount['type']]?: (mount: Mount) => Options } = {
  bind: ({ bind }) => (bind ? { BindOptions: bindOptions(bind) } : {}),
  volume: ({ volume }) => (volume ? { VolumeOptions: volumeOptions(volume) } : {}),
  tmpfs: ({ tmpfs }) => (tmpfs ? { TmpfsOptions: tmpfsOptions(tmpfs) } : {}),
  image: ({ image }) => (image ? { ImageOptions: image.subpath ? { Subpath: image.subpath } : {} } : {}),
}

function bindOptions({
  propagation,
  create_host_path,
  recursive,
}: NonNullable<Mount['bind']>): Options['BindOptions'] & object {
  return {
    ...(propagation && { Propagation: propagation }),
    ...(create_host_path && { CreateMountpoint: true }),
    ...(recursive === 'disabled' && { NonRecursive: true }),
    ...(recursive === 'writable' && { ReadOnlyNonRecursive: true }),
    ...(recursive === 'readonly' && { ReadOnlyForceRecursive: true }),
  }
}

function volumeOptions({
  nocopy,
  labels,
  subpath,
}: NonNullable<Mount['volume']>): Options['VolumeOptions'] & object {
  return {
    ...(nocopy && { NoCopy: true }),
    ...(labels && { Labels: { ...labels } }),
    ...(subpath && { Subpath: subpath }),
  }
}

function tmpfsOptions({ size, mode }: NonNullable<Mount['tmpfs']>): Options['TmpfsOptions'] & object {
  return { ...(size && { SizeBytes: size }), ...(mode && { Mode: mode }) }
}

const OPTION_KEYS = ['bind', 'volume', 'tmpfs', 'image'] as const

function warnOfOptions(mount: Mount, { name }: Service, context: CreateContext): void {
  for (const options of OPTION_KEYS) {
    if (mount.type === options || mount[options] === undefined) continue
    const data = { service: name, target: mount.target, type: mount.type, options }
    context.warn(warning('mount-options-ignored', data))
  }
}
