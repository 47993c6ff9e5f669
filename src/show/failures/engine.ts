import type { AddressProblem, AnswerProblem, EngineFailures } from '../../model/failures/engine.ts'
import type { Texts } from './texts.ts'

const answerProblems: Readonly<Record<AnswerProblem, string>> = {
  'not-http': 'it is no HTTP',
  'not-json': 'it is no JSON, or not all of it',
  'not-utf8': 'it is no UTF-8',
  shape: 'it is not what the Engine API says',
  'too-large': 'it is too large',
  'too-slow': 'it comes too slowly',
  redirect: 'it sends elsewhere',
  'no-upgrade': 'it does not hand the connection over',
  line: 'a line of it is no JSON, or too long',
  frame: 'a frame of it begins wrongly',
}

/** Texts for what can go wrong between us and the engine. */
export const engineTexts: Texts<EngineFailures> = {
  'engine-unreachable': ({ address, reason, otherSocket }) => ({
    message: `no Docker Engine answers at ${address}: ${silence[reason] ?? reason}`,
    hint: otherSocket
      ? `start the engine, or use the one that seems to be at DOCKER_HOST=${otherSocket}`
      : 'start the engine, or set DOCKER_HOST to where it is',
  }),
  'engine-permission-denied': ({ address }) => ({
    message: `you are not allowed to open ${address}`,
    hint: 'add yourself to the group that owns the socket (usually docker) and log in again',
  }),
  'engine-connection-lost': ({ address, reason }) => ({
    message: `the connection to the engine at ${address} broke: ${reason}`,
    hint: 'run the same command again once the engine is back: it goes on from where it was',
  }),
  'engine-answer-invalid': ({ address, what, problem, detail }) => ({
    message: `the answer of ${address} to ${what} cannot be used: ${answerProblems[problem]}${detail ? ` (${detail})` : ''}`,
    hint: 'is this a Docker Engine, and does anything stand between? docker version asks it too',
  }),
  'engine-slow': ({ address, what, seconds }) => ({
    message: `${address} has not answered ${what} for ${seconds} seconds; waiting on`,
    hint: 'Ctrl-C ends the wait',
  }),
  'engine-silent': ({ address, what, seconds }) => ({
    message: `the engine at ${address} has not answered ${what} for ${seconds} s`,
    hint: 'look whether it is alive; COMPOSE_HTTP_TIMEOUT is how many seconds it gets',
  }),
  'engine-address-invalid': ({ address, problem }) => ({
    message: `"${address}" is no engine address: ${addressProblems[problem]}`,
    hint: 'addresses look like unix:///var/run/docker.sock, tcp://host:2376 or ssh://user@host',
  }),
  'engine-certificate-unreadable': ({ address, path, reason }) => ({
    message: `the TLS connection to ${address} needs ${path}, which cannot be read: ${reason}`,
    hint: 'DOCKER_CERT_PATH is the folder with ca.pem, cert.pem and key.pem',
  }),
  'engine-version-unsupported': ({ address, engineApi, oldest, newest }) => ({
    message: `the engine at ${address} speaks API ${engineApi}, this needs ${oldest} to ${newest}`,
    hint: 'Docker Engine 20.10 is the oldest that works',
  }),
  'context-not-found': ({ context, known }) => ({
    message: `there is no docker context "${context}" with an engine`,
    hint: `there are ${known.join(', ')}; docker context ls shows them`,
  }),
  'docker-config-invalid': ({ path, reason }) => ({
    message: `${path} cannot be read: ${reason}`,
  }),
  'engine-error': ({ what, message, status }) => ({
    message: `the engine refuses: ${message || `status ${status}`} (${what})`,
  }),
  'image-not-found': ({ image, service, reason, registry = 'docker.io' }) => ({
    message: `image "${image}"${ofService(service)} was not found: ${reason}`,
    hint: `check its name and tag; an image that is private needs a login: ${loginCommand(registry)}`,
  }),
  'registry-denied': ({ image, registry, reason }) => ({
    message: `the registry refuses "${image}": ${reason}`,
    hint: `log in with: ${loginCommand(registry)}`,
  }),
  'login-refused': ({ registry, username, reason }) => ({
    message: `${registry} does not let ${username ? `"${username}"` : 'the user of this token'} in: ${reason}`,
  }),
  'login-plain': ({ path }) => ({
    message: `the password is kept in ${path}, where all who can read that file find it`,
    hint: 'a credential helper keeps it better: https://docs.docker.com/go/credential-store/',
  }),
  'registry-unreachable': ({ image, reason }) => ({
    message: `the registry of "${image}" cannot be reached: ${reason}`,
    hint: 'the engine makes this connection: its proxy and DNS settings count',
  }),
  'credential-helper-failed': ({ helper, registry, reason }) => ({
    message: `docker-credential-${helper} gave no login for ${registry}: ${silence[reason] ?? reason}`,
    hint: `it is named by credsStore or credHelpers in docker's config.json; remove it there if it is not needed`,
  }),
  'port-taken': ({ service, port, address, protocol, holder, reason }) => ({
    message: `port ${port}/${protocol}${address ? ` on ${address}` : ''}${ofService(service)} is taken${holder ? ` by container ${holder}` : ''}: ${reason}`,
    hint: holder
      ? `publish another port, or stop ${holder}`
      : 'publish another port, or stop what listens there',
  }),
  'name-taken': ({ name, holder }) => ({
    message: `the name "${name}" is taken${holder ? ` by container ${holder.slice(0, 12)}` : ''}`,
    hint: 'remove or rename what has it',
  }),
  'resource-in-use': ({ reason }) => ({ message: `still in use: ${reason}` }),
}

/** System error codes that are met often, in words. */
const silence: Readonly<Record<string, string>> = {
  ENOENT: 'not there',
  ECONNREFUSED: 'nothing listens there',
  'too-long': 'it prints without end',
  'no-login': 'what it printed is no login',
}

const addressProblems: Record<AddressProblem, string> = {
  'unknown-scheme': 'it begins with none of unix://, npipe://, tcp://, http://, https:// and ssh://',
  malformed: 'it cannot be read as an address',
  'ssh-password': 'ssh passwords cannot be in it, use a key',
  'no-host': 'the host is missing',
  'no-path': 'the path is missing',
}

function ofService(service: string | undefined): string {
  return service ? ` of service "${service}"` : ''
}

/** Where none is named it is Docker Hub. */
function loginCommand(registry: string): string {
  return registry === 'docker.io' ? 'tscompose login' : `tscompose login ${registry}`
}
