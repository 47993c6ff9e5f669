import { posix } from 'node:path'
import type { Attribute, CreateContext } from '../model/attribute.ts'
import type { ContainerBody } from '../model/container-body.ts'
import { Failed, failure } from '../model/failure.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { compactJson } from './values/compact-json.ts'
import { keyOf } from './values/merging.ts'
import { expandHome } from './values/path.ts'
import { BOOLEAN, STRING, STRINGS, zero } from './values/shapes.ts'

/** What a container's processes may do. */
export const security: Attribute = {
  cast: { privileged: 'boolean', read_only: 'boolean' },
  unique: { cap_add: keyOf, cap_drop: keyOf },
  fields: {
    cap_add: zero(STRINGS),
    cap_drop: zero(STRINGS),
    group_add: zero(STRINGS),
    isolation: zero(STRING),
    privileged: zero(BOOLEAN),
    read_only: zero(BOOLEAN),
    runtime: zero(STRING),
    security_opt: zero(STRINGS),
    userns_mode: zero(STRING),
  },
  create: restrict,
}

/** Says that nothing of `/proc` and `/sys` is hidden; the client turns it into empty lists. */
const UNHIDDEN = 'systempaths=unconfined'
/** Profiles that the engine has itself. */
const BUILT_IN_PROFILES: ReadonlySet<string> = new Set(['unconfined', 'builtin'])

/** Paths of the seccomp profiles that a service's body is made with. */
export function seccompProfiles({ security_opt = [] }: Service, project: Project): string[] {
  return security_opt.flatMap((option) => {
    const profile = findProfile(option)
    return profile === undefined ? [] : [profilePath(profile, project)]
  })
}

function restrict(service: Service, body: ContainerBody, context: CreateContext): void {
  const host = body.HostConfig
  if (service.cap_add) host.CapAdd = capabilities(service.cap_add)
  if (service.cap_drop) host.CapDrop = capabilities(service.cap_drop)
  if (service.group_add) host.GroupAdd = [...service.group_add]
  if (service.isolation) host.Isolation = service.isolation
  if (service.privileged) host.Privileged = true
  if (service.read_only) host.ReadonlyRootfs = true
  if (service.runtime) host.Runtime = service.runtime
  if (service.userns_mode) host.UsernsMode = service.userns_mode
  executeOptions(service, body, context)
}

/** Their full names, each once, sorted: so the docker client sends them. */
function capabilities(names: readonly string[]): string[] {
  const full = names.map((name) => {
    const upper = name.toUpperCase()
    return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`
  })
  return [...new Set(full)].sort()
}

function executeOptions(service: Service, body: ContainerBody, context: CreateContext): void {
  const { security_opt = [] } = service
  const sent = security_opt.filter((option) => option !== UNHIDDEN)
  if (sent.length > 0)
    body.HostConfig.SecurityOpt = sent.map((option) => readOption(option, service, context))
  if (sent.length < security_opt.length) {
    body.HostConfig.MaskedPaths = []
    body.HostConfig.ReadonlyPaths = []
  }
}

function readOption(option: string, service: Service, context: CreateContext): string {
  if (!/[=:]/.test(option) && option !== 'no-new-privileges') {
    throw new Failed(failure('security-option-invalid', { service: service.name, option }))
  }
  const profile = findProfile(option)
  if (profile === undefined) return option
  const path = profilePath(profile, context.project)
  const text = context.readFile(path)
  const json = text === undefined ? undefined : compactJson(text)
  if (json !== undefined) return `seccomp=${json}`
  const reason = text === undefined ? 'missing' : 'not-json'
  throw new Failed(failure('seccomp-unreadable', { service: service.name, path, reason }))
}

/** The file that `seccomp=FILE` names. */
function findProfile(option: string): string | undefined {
  const separator = option.includes('=') ? '=' : ':'
  const [name, ...rest] = option.split(separator)
  const profile = rest.join(separator)
  return name === 'seccomp' && profile && !BUILT_IN_PROFILES.has(profile) ? profile : undefined
}

function profilePath(profile: string, { directory, environment }: Project): string {
  return posix.resolve(directory, expandHome(profile, environment.get('HOME') ?? ''))
}
