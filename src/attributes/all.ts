import type { Attribute, CanonicalKey, ServiceKey } from '../model/attribute.ts'
import type { Field } from '../model/shape.ts'
import { annotations } from './annotations.ts'
import { build } from './build.ts'
import { command } from './command.ts'
import { containerName } from './container-name.ts'
import { credentialSpec } from './credential-spec.ts'
import { dependsOn } from './depends-on.ts'
import { develop } from './develop.ts'
import { environment } from './environment.ts'
import { extendsService } from './extends.ts'
import { healthcheck } from './healthcheck.ts'
import { hooks } from './hooks.ts'
import { image } from './image.ts'
import { labels } from './labels.ts'
import { lifecycle } from './lifecycle.ts'
import { models } from './models.ts'
import { SERVICE_ORDER } from './order.ts'
import { process } from './process.ts'
import { profiles } from './profiles.ts'
import { provider } from './provider.ts'
import { scale } from './scale.ts'
import { useApiSocket } from './use-api-socket.ts'

/** The one attribute that each service key belongs to; a key without an owner does not compile. */
export const OWNERS: Readonly<Partial<Record<ServiceKey, Attribute>>> = {
  annotations,
  attach: process,
  build,
  command,
  container_name: containerName,
  credential_spec: credentialSpec,
  depends_on: dependsOn,
  develop,
  entrypoint: command,
  env_file: environment,
  environment,
  extends: extendsService,
  healthcheck,
  image,
  init: process,
  label_file: labels,
  labels,
  models,
  platform: image,
  post_start: hooks,
  pre_start: hooks,
  pre_stop: hooks,
  profiles,
  provider,
  pull_policy: image,
  pull_refresh_after: image,
  restart: lifecycle,
  scale,
  stdin_open: process,
  stop_grace_period: lifecycle,
  stop_signal: lifecycle,
  tty: process,
  use_api_socket: useApiSocket,
  user: process,
  working_dir: process,
}

/** Every attribute once. */
export const ATTRIBUTES: readonly Attribute[] = [...new Set(Object.values(OWNERS))]

/** The canonical service's fields, in the order in which they are written. */
export const SERVICE_FIELDS: readonly Field[] = SERVICE_ORDER.flatMap(fieldOf)

function fieldOf(name: CanonicalKey): Field[] {
  const form = OWNERS[name]?.fields[name]
  return form ? [{ name, ...form }] : []
}
