import type { Project } from './project.ts'
import type { Service } from './service.ts'

/**
 * Labels by which containers, networks and volumes are found again. Names and formats are Docker Compose's,
 * so that either tool sees what the other made.
 */
export const labels = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  version: 'com.docker.compose.version',
  configHash: 'com.docker.compose.config-hash',
  containerNumber: 'com.docker.compose.container-number',
  oneoff: 'com.docker.compose.oneoff',
  slug: 'com.docker.compose.slug',
  dependsOn: 'com.docker.compose.depends_on',
  image: 'com.docker.compose.image',
  imageBuilder: 'com.docker.compose.image.builder',
  workingDir: 'com.docker.compose.project.working_dir',
  configFiles: 'com.docker.compose.project.config_files',
  environmentFile: 'com.docker.compose.project.environment_file',
  replace: 'com.docker.compose.replace',
  network: 'com.docker.compose.network',
  volume: 'com.docker.compose.volume',
  /** Ours: the canonical service, network or volume it was made from, as JSON; sealed. */
  spec: 'tscompose.spec',
  /** Ours: digests of what secrets and configs held when a container was made, as JSON; sealed. */
  files: 'tscompose.files',
  /** Ours: the spec (sealed) and the image id of the container that it took the place of, for `rollback`. */
  previousSpec: 'tscompose.previous.spec',
  previousImage: 'tscompose.previous.image',
} as const

/** Labels of ours: nobody else reads them. */
const OURS: ReadonlySet<string> = new Set([
  labels.spec,
  labels.files,
  labels.previousSpec,
  labels.previousImage,
])

/** Whether a label is one of ours, which mean nothing to people: lists and events leave them out. */
export function isOurs(label: string): boolean {
  return OURS.has(label)
}

/** The Compose version whose rules we follow; written where Compose writes its own. */
export const COMPOSE_VERSION = '2.40.3'

/** A service's dependencies as their label has them: `db:service_healthy:false,cache:service_started:true`. */
export function describeDependencies({ depends_on = {} }: Service, { services }: Project): string {
  const entries = Object.entries(depends_on).filter(([name]) => Object.hasOwn(services, name))
  return entries.map(([name, { condition, restart = false }]) => `${name}:${condition}:${restart}`).join(',')
}
