import type { AttributeFailures } from '../../model/failures/attributes.ts'
import type { Texts } from './texts.ts'
import { unreadableText } from './unreadable.ts'
import { quotedList } from './words.ts'

/** Texts for what can be wrong with the value of one attribute or element. */
export const attributeTexts: Texts<AttributeFailures> = {
  'port-invalid': ({ text, part, reason }) => ({
    message: `"${text}" is no port: ${portReasons[reason](part)}`,
    hint: 'the form is [[ADDRESS:]PUBLISHED:]TARGET[/PROTOCOL], as in "127.0.0.1:8080:80/tcp"',
  }),
  'mount-invalid': ({ text, reason }) => ({
    message: `"${text}" is no mount: ${mountReasons[reason]}`,
    hint: 'the form is [SOURCE:]TARGET[:OPTIONS], as in "./data:/var/lib/data:ro"',
  }),
  'device-invalid': ({ text }) => ({
    message: `"${text}" is no device mapping: it has more than three parts`,
    hint: 'the form is SOURCE[:TARGET[:PERMISSIONS]]; a path with colons needs the long form (source, target, permissions)',
  }),
  'target-missing': ({ what }) => ({
    message: `this ${what} has no target`,
    hint: targetHints[what],
  }),
  'bind-source-missing': () => ({
    message: 'a bind mount needs a source',
    hint: 'source is the path on the host that appears at target in the container',
  }),
  'host-address-invalid': ({ value }) => ({ message: `"${value}" is no IP address` }),
  'pair-invalid': ({ text }) => ({ message: `"${text}" must have the form NAME=VALUE` }),
  'count-and-device-ids': () => ({
    message: 'count and device_ids exclude each other: devices are chosen by number or by name',
  }),
  'external-with-others': ({ field }) => ({
    message: `what is external is made elsewhere, so that ${field} has no place here`,
    hint: 'only name goes with external: true',
  }),
  'external-name-conflict': ({ name, externalName }) => ({
    message: `name says "${name}" and external.name says "${externalName}"`,
    hint: 'use name and external: true',
  }),
  'external-name-deprecated': () => ({
    message: 'external.name is deprecated',
    hint: 'use name and external: true',
  }),
  'file-source': ({ section, keys, given }) => ({
    message:
      given.length > 1
        ? `${quotedList(given)} exclude each other`
        : `this ${section === 'secrets' ? 'secret' : 'config'} has no content: one of ${quotedList(keys)} is needed`,
  }),
  'engine-too-old': ({ service, what, needs }) => ({
    message: `service "${service}" uses ${tooNew[what]}, which this engine cannot do`,
    hint: `Docker Engine ${needs} or later can`,
  }),
  'start-interval-without-period': ({ service }) => ({
    message: `the healthcheck of service "${service}" has start_interval, which has no effect without start_period`,
    hint: 'add start_period',
  }),
  'mac-address-differs': ({ service, network, service_mac, network_mac }) => ({
    message: `mac_address of service "${service}" is ${service_mac}, but that of its network "${network}" is ${network_mac}`,
    hint: `leave one of the two out: the service's is that of its first network`,
  }),
  'interface-name-twice': ({ service, network, name, option }) => ({
    message: `network "${network}" of service "${service}" has interface_name "${name}" and says otherwise in driver_opts (${option})`,
  }),
  'mount-options-ignored': ({ service, target, type, options }) => ({
    message: `the mount at ${target} of service "${service}" is of type ${type}: its ${options} options have no effect`,
  }),
  'file-object-unsupported': ({ kind, name, field }) => ({
    message: `${kind} "${name}" uses ${field}, which needs a swarm`,
    hint: `give the ${kind} a file or an environment variable`,
  }),
  'file-variable-unset': ({ kind, name, variable }) => ({
    message: `${kind} "${name}" is to be taken from the environment variable ${variable}, which is not set`,
  }),
  'file-in-read-only': ({ kind, name, service }) => ({
    message: `${kind} "${name}" cannot be copied into service "${service}", whose file system is read_only`,
    hint: `give the ${kind} a file: files are mounted`,
  }),
  'file-owner-ignored': ({ kind, name, service }) => ({
    message: `uid, gid and mode of ${kind} "${name}" have no effect in service "${service}": with read_only the file can only be mounted, as it is on the host`,
  }),
  'file-owner-invalid': ({ kind, name, service, field, value }) => ({
    message: `${field} of ${kind} "${name}" in service "${service}" must be a number, not "${value}"`,
  }),
  'security-option-invalid': ({ service, option }) => ({
    message: `"${option}" is no security option (service "${service}")`,
    hint: 'the form is NAME=VALUE, as in "seccomp=unconfined"',
  }),
  'seccomp-unreadable': ({ service, path, reason }) => ({
    message: `the seccomp profile of service "${service}" ${reason === 'not-json' ? `is no JSON: ${path}` : `cannot be read: ${path}${reason === 'missing' ? '' : `: ${unreadableText(reason)}`}`}`,
    ...(reason === 'missing' && { hint: 'the path is relative to the project directory' }),
  }),
}

const portReasons: Readonly<Record<AttributeFailures['port-invalid']['reason'], (part: string) => string>> = {
  address: (part) => `"${part}" is no IP address`,
  'no-target': () => 'the port of the container is missing',
  target: (part) => `the container has no port "${part}"`,
  published: (part) => `the host has no port "${part}"`,
  ranges: (part) => `the ranges of ${part} are not of the same length`,
  protocol: (part) => `"${part}" is neither tcp, udp nor sctp`,
}

const mountReasons: Readonly<Record<AttributeFailures['mount-invalid']['reason'], string>> = {
  empty: 'it is empty',
  'empty-section': 'there is nothing between two colons',
  'too-many-colons': 'it has too many colons',
}

const targetHints: Readonly<Record<AttributeFailures['target-missing']['what'], string>> = {
  mount: 'target is the path in the container',
  device: 'target is the path of the device in the container',
  port: 'target is the port in the container',
}

const tooNew: Readonly<Record<AttributeFailures['engine-too-old']['what'], string>> = {
  'start-interval': 'healthcheck.start_interval',
  'interface-name': 'interface_name',
  'several-mac-addresses': 'a mac_address for more than one network',
  'image-mount': 'a mount of type image',
  'volume-subpath': 'a subpath of a volume',
  'gateway-priority': 'gw_priority',
  annotations: 'annotations',
}
