import { describe, expect, it } from 'vitest'
import { createBody } from '../../src/attributes/create-body.ts'
import type { ContainerBody } from '../../src/model/container-body.ts'
import { createContext } from '../../src/plan/create-context.ts'
import { diffMade } from '../../src/plan/diff-made.ts'
import { describeReason } from '../../src/show/plan/describe-reason.ts'
import { desiredFrom } from './support/desired.ts'

async function bodyOf(service: string): Promise<ContainerBody> {
  const desired = await desiredFrom(`services: {web: ${service}}`)
  const { web } = desired.project.services
  if (!web) throw new Error('no service')
  const rest = { containersOf: () => [], inherited: {}, warn: () => {} }
  return createBody(web, createContext(desired, { name: 'p-web-1', number: 1 }, rest))
}

/** What the engine shows of a container: what its image gave and its own defaults are there too. */
function shown(body: ContainerBody): ContainerBody {
  return {
    ...body,
    Hostname: '0123456789ab',
    Env: [...(body.Env ?? []), 'PATH=/bin'],
    Cmd: body.Cmd ?? ['sh'],
    Labels: { ...body.Labels, 'of.image': '1' },
    HostConfig: {
      ...body.HostConfig,
      IpcMode: body.HostConfig.IpcMode || 'private',
      ShmSize: body.HostConfig.ShmSize || 67108864,
      Runtime: 'runc',
      LogConfig: body.HostConfig.LogConfig ?? { Type: 'json-file', Config: {} },
    },
  }
}

describe('what changed of a container that does not say what it was made from', () => {
  it.each([
    ['{image: a}', '{image: b}', ['image: "a" -> "b"']],
    ['{image: a, command: one}', '{image: a, command: two}', ['command: ["one"] -> ["two"]']],
    ['{image: a}', '{image: a, command: two}', ['command: ["sh"] -> ["two"]']],
    [
      '{image: a, environment: {A: "1", GONE: x, API_TOKEN: old}}',
      '{image: a, environment: {A: "2", NEW: y, API_TOKEN: new}}',
      [
        'environment.A: "1" -> "2"',
        'environment.API_TOKEN: "****" -> "****"',
        'environment.GONE removed, was "x"',
        'environment.NEW added: "y"',
      ],
    ],
    ['{image: a, labels: {l: "1"}}', '{image: a}', ['labels.l removed, was "1"']],
    [
      '{image: a, ports: ["8080:80"]}',
      '{image: a, ports: ["8081:80", "127.0.0.1:9:9/udp"]}',
      [
        'ports[0] removed, was "8080:80/tcp"',
        'ports[0] added: "8081:80/tcp"',
        'ports[1] added: "127.0.0.1:9:9/udp"',
      ],
    ],
    [
      '{image: a, restart: always}',
      '{image: a, restart: "on-failure:3"}',
      ['restart: "always" -> "on-failure:3"'],
    ],
    ['{image: a, restart: always}', '{image: a}', ['restart removed, was "always"']],
    [
      '{image: a, volumes: [/x:/x]}',
      '{image: a, volumes: [/y:/x]}',
      ['volumes: ["/x:/x:rw"] -> ["/y:/x:rw"]'],
    ],
    [
      '{image: a, cpus: 1, mem_limit: 1m}',
      '{image: a, cpus: 2}',
      ['cpus: 1 -> 2', 'mem_limit removed, was 1048576'],
    ],
    ['{image: a, shm_size: 1m}', '{image: a, shm_size: 2m}', ['shm_size: 1048576 -> 2097152']],
    [
      '{image: a, healthcheck: {test: "true", interval: 1s}}',
      '{image: a, healthcheck: {test: "true", interval: 2s}}',
      ['healthcheck.interval: "1s" -> "2s"'],
    ],
    // The engine's defaults and what the image gives are nobody's change, and the rest is not to be seen.
    ['{image: a}', '{image: a}', []],
    ['{image: a, hostname: h, shm_size: 1m, command: x}', '{image: a}', []],
    ['{image: a, develop: {watch: []}}', '{image: a, attach: false}', []],
  ])('%s to %s', async (from, to, texts) => {
    const made = {
      body: shown(await bodyOf(from)),
      imageEnvironment: ['PATH=/bin'],
      imageLabels: { 'of.image': '1' },
    }
    expect(diffMade(made, await bodyOf(to)).map(describeReason)).toEqual(texts)
  })
})
