import type { BuildFailures } from '../../model/failures/build.ts'
import type { Block, Texts } from './texts.ts'
import { unreadableText } from './unreadable.ts'
import { chain } from './words.ts'

const FILE_KINDS = {
  dockerfile: 'Dockerfile',
  ignore: 'ignore file',
  'build-secret': 'file of a build secret',
} as const

/** Texts for what can go wrong while an image is built. */
export const buildTexts: Texts<BuildFailures> = {
  'build-failed': (data) => ({
    message: `building the image of service "${data.service}" failed${data.step ? ` at ${data.step}` : ''}: ${data.reason}`,
    blocks: [...dockerfileBlock(data), ...outputBlock(data)],
  }),
  'build-context-missing': ({ service, path }) => ({
    message: `the build context of service "${service}" is not there: ${path}`,
    hint: 'build.context is relative to the compose file it is written in',
  }),
  'build-dockerfile-missing': ({ service, path }) => ({
    message: `the Dockerfile of service "${service}" is not there: ${path}`,
    hint: 'build.dockerfile is relative to build.context',
  }),
  'build-file-unreadable': ({ service, kind, path, reason, detail }) => ({
    message: `the ${FILE_KINDS[kind]} of service "${service}" cannot be read: ${path}: ${unreadableText(reason, detail)}`,
  }),
  'build-connection-lost': ({ reason }) => ({ message: `the connection to BuildKit was lost: ${reason}` }),
  'build-secret-missing': ({ service, id, path }) => ({
    message: `the file of build secret "${id}" of service "${service}" is not there: ${path}`,
  }),
  'build-ssh-missing': ({ service, id, path }) => ({
    message: path
      ? `build.ssh "${id}" of service "${service}" leads to nothing: ${path}`
      : `build.ssh "${id}" of service "${service}" needs an ssh agent, and none is running`,
    hint: path ? undefined : 'start one and set SSH_AUTH_SOCK, or give the path of a key',
  }),
  'build-ssh-key-unusable': ({ service, id, path, reason }) => ({
    message: `build.ssh "${id}" of service "${service}" cannot use the key ${path}: ${keyProblems[reason] ?? reason}`,
    hint: reason === 'encrypted' ? 'add it to an ssh agent and name no path' : undefined,
  }),
  'build-unsupported': ({ service, attribute, value, needs }) => ({
    message: `build.${attribute} of service "${service}" cannot be had here: ${value}`,
    hint: unsupportedHints[needs],
  }),
  'build-circle': ({ services }) => ({
    message: `these services need each other's images to be built: ${chain(services)}`,
    hint: 'they refer to each other in build.additional_contexts',
  }),
}

const keyProblems: Readonly<Record<string, string>> = {
  encrypted: 'it has a passphrase',
  'unknown-format': 'it is no private key that is known here',
}

const unsupportedHints = {
  'containerd-store': "it needs the containerd image store; switch it on in the engine's settings",
  buildkit: 'it needs BuildKit: an engine that has it, and no DOCKER_BUILDKIT=0',
  'cache-source': 'it needs the folder of the cache: src=FOLDER',
  'cache-destination': 'it needs the folder of the cache: dest=FOLDER',
  'nothing-has-it': 'tscompose does not have it; leave it out',
}

const CONTEXT_LINES = 2

function dockerfileBlock({ dockerfile }: BuildFailures['build-failed']): Block[] {
  if (!dockerfile) return []
  const { name, text, firstLine, lastLine } = dockerfile
  const first = Math.max(1, firstLine - CONTEXT_LINES)
  const lines = text
    .trimEnd()
    .split(/\r?\n/)
    .slice(first - 1, lastLine + CONTEXT_LINES)
  return [{ title: `${name}:${firstLine}`, lines, numbered: { first, marked: [firstLine, lastLine] } }]
}

function outputBlock({ output }: BuildFailures['build-failed']): Block[] {
  return output?.length ? [{ title: 'last output', lines: output }] : []
}
