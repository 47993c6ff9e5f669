import type { EngineFailures } from '../../model/failures/engine.ts'
import type { Texts } from './texts.ts'

/** Texts for what can go wrong between us and the engine. */
export const engineTexts: Texts<EngineFailures> = {
  'engine-unreachable': ({ address, reason }) => ({
    message: `no Docker Engine answers at ${address}: ${reason}`,
    hint: 'start the engine, or set DOCKER_HOST to where it is',
  }),
  'engine-permission-denied': ({ address }) => ({
    message: `you are not allowed to open ${address}`,
    hint: 'add yourself to the group that owns the socket (usually docker) and log in again',
  }),
  'engine-address-invalid': ({ address, reason }) => ({
    message: `"${address}" is no engine address: ${reason}`,
    hint: 'addresses look like unix:///var/run/docker.sock, tcp://host:2376 or ssh://user@host',
  }),
  'engine-error': ({ what, message }) => ({ message: `${what}: ${message}` }),
  'image-not-found': ({ image, service, reason }) => ({
    message: `image "${image}"${service ? ` of service "${service}"` : ''} was not found: ${reason}`,
  }),
  'registry-denied': ({ image, reason }) => ({
    message: `the registry refuses "${image}": ${reason}`,
    hint: 'log in with: docker login',
  }),
  'port-taken': ({ service, port, holder, reason }) => ({
    message: `port ${port} of service "${service}" is taken${holder ? ` by container ${holder}` : ''}: ${reason}`,
    hint: 'publish another port, or stop what listens there',
  }),
}
