import type { ResolveFailures } from '../../model/failures/resolve.ts'
import type { Expected } from '../../model/shape.ts'
import { spokenPath } from './load/spoken.ts'
import type { Texts } from './texts.ts'
import { chain, didYouMean, quotedList } from './words.ts'

const expectations: Readonly<Record<Expected, string>> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  bytes: 'a size such as 64m or 1.5gb',
  duration: 'a duration such as 30s or 1m30s',
  list: 'a list',
  mapping: 'a mapping',
  'list-or-mapping': 'a list or a mapping',
  'host-mapping': 'HOST=ADDRESS',
  'host-name': 'a host name',
  'device-count': '"all" or a number of devices',
  'file-mode': 'a file mode such as 0440',
  ulimit: 'a number, or soft and hard',
  'variable-name': 'the name of a variable, without white space at its end',
  'command-line': 'a command whose quotes and brackets are closed',
  signal: 'a signal such as SIGTERM or 15',
  port: 'a port such as 80, 53/udp or 7000-7003',
  capability: 'a capability such as NET_ADMIN, or ALL',
}

/** Keys of a service by which something is referred to, where they are not its kind's plural. */
const declaredUnder = (kind: string) => `${kind}s:`

/** Texts for what is wrong with a model as a whole. */
export const resolveTexts: Texts<ResolveFailures> = {
  'value-invalid': ({ path, expected, value }) => ({
    message: `${spokenPath(path)} must be ${expectations[expected]}, not "${value}"`,
  }),
  'service-without-image': ({ service }) => ({
    message: `service "${service}" says neither which image to run nor how to build one`,
    hint: 'give it image, build or both',
  }),
  'dockerfile-twice': ({ service }) => ({
    message: `service "${service}" has both dockerfile and dockerfile_inline`,
    hint: 'leave one of the two out',
  }),
  'platform-not-built': ({ service, platform, platforms }) => ({
    message: `service "${service}" runs on ${platform}, but is built for ${quotedList(platforms)} only`,
    hint: `add ${platform} to build.platforms`,
  }),
  'network-mode-with-networks': ({ service }) => ({
    message: `service "${service}" has both network_mode and networks`,
    hint: 'a service with a network_mode joins no other network: leave one of the two out',
  }),
  'reference-undefined': ({ service, kind, name, use, suggestion, known }) => ({
    message: `service "${service}" refers to ${kind} "${name}" (${use}), which is not defined`,
    hint: undefinedHint(kind, suggestion, known),
  }),
  'dependency-disabled': ({ service, dependency, profiles }) => ({
    message: `service "${service}" needs service "${dependency}", which no active profile enables`,
    hint: `enable it with ${profiles.map((profile) => `--profile ${profile}`).join(' or ')}, or say "required: false" under depends_on`,
  }),
  'context-not-built': ({ service, context, target }) => ({
    message: `service "${service}" takes its build context "${context}" from service "${target}", which is not built`,
    hint: `use docker-image://IMAGE for an image that is there already`,
  }),
  'healthcheck-test-form': ({ service, first }) => ({
    message: `healthcheck.test of service "${service}" begins with "${first}"`,
    hint: 'a list begins with CMD, CMD-SHELL or NONE',
  }),
  'values-differ': ({ service, keys: [first, second] }) => ({
    message: `${first} and ${second} of service "${service}" mean the same, but differ`,
    hint: 'leave one of the two out',
  }),
  'scale-negative': ({ service, key, value }) => ({
    message: `${key} of service "${service}" is ${value}: there cannot be less than no containers`,
  }),
  'port-published-twice': ({ port, services: [first, second] }) => ({
    message:
      first === second
        ? `service "${first}" publishes port ${port} of the host twice`
        : `services "${first}" and "${second}" both publish port ${port} of the host: only one of them can run`,
    hint: 'publish one of them on another port, or start one of them only',
  }),
  'container-name-scaled': ({ service, key, replicas }) => ({
    message: `service "${service}" is to have ${replicas} containers (${key}), and all of them the same container_name`,
    hint: 'leave container_name out',
  }),
  'watch-target-missing': ({ service, action }) => ({
    message: `a watch rule of service "${service}" with action "${action}" has no target`,
    hint: 'target is the path in the container; only rebuild and restart need none',
  }),
  'mount-target-twice': ({ service, target }) => ({
    message: `service "${service}" mounts two things at ${target}`,
  }),
  'mount-looks-like-drive': ({ service, volume, target }) => ({
    message: `service "${service}" gets an anonymous volume at "${target}", a path of a Windows drive, and not the volume "${volume}"`,
    hint: 'use the long form (type, source, target), or a name of two letters',
  }),
  'mount-without-target': ({ service, target }) => ({
    message: `service "${service}" gets an anonymous volume at "${target}": without a colon it is a path in the container, which begins with /`,
    hint: `to mount a folder of this machine, say where it goes: ./${target}:/PATH`,
  }),
  'secret-without-source': ({ secret }) => ({
    message: `secret "${secret}" has neither file nor environment`,
  }),
  'dependency-cycle': ({ services }) => ({
    message:
      services.length === 1
        ? `service "${services[0]}" depends on itself`
        : `these services depend on each other: ${chain([...services, services[0] ?? ''])}`,
  }),
  'profile-unknown': ({ profile, suggestion }) => ({
    message: `no service has the profile "${profile}"`,
    ...(suggestion && { hint: didYouMean(`"${suggestion}"`) }),
  }),
  'model-runner-missing': ({ model }) => ({
    message: `model "${model}" cannot be run: tscompose works with no model runner`,
    hint: 'run it yourself, and tell services of it in their environment; leave out models',
  }),
  'env-file-format': ({ format }) => ({
    message: `there is no env file format "${format}"`,
    hint: 'the only one is "raw"; leave it out for the usual one',
  }),
}

function undefinedHint(kind: string, suggestion: string | undefined, known: readonly string[]): string {
  if (suggestion) return didYouMean(`"${suggestion}"`)
  if (kind === 'service')
    return known.length > 0 ? `the services are ${quotedList(known)}` : 'there is no other'
  return `define it under the top-level key ${declaredUnder(kind)}`
}
