import type { ContainerInfo, ContainerInspectInfo } from 'dockerode'
import { describe, expect, it } from 'vitest'
import {
  containerDetails,
  exitCodeOfStatus,
  healthOfStatus,
  observedContainer,
  readState,
} from '../../src/engine/container-facts.ts'

describe('status texts', () => {
  it.each([
    ['Up 3 minutes', 'none', undefined],
    ['Up 3 minutes (healthy)', 'healthy', undefined],
    ['Up 1 second (health: starting)', 'starting', undefined],
    ['Up 2 hours (unhealthy)', 'unhealthy', undefined],
    ['Up 2 hours (Paused)', 'none', undefined],
    ['Exited (137) 2 minutes ago', 'none', 137],
    ['Exited (0) Less than a second ago', 'none', 0],
    ['Restarting (1) 5 seconds ago', 'none', 1],
    ['Created', 'none', undefined],
    ['', 'none', undefined],
  ])('%s', (status, health, exitCode) => {
    expect(healthOfStatus(status)).toBe(health)
    expect(exitCodeOfStatus(status)).toBe(exitCode)
  })

  it.each([
    ['running', 'running'],
    ['dead', 'dead'],
    ['stopped', 'exited'],
    ['configured', 'created'],
  ])('the state %s is %s', (word, state) => {
    expect(readState(word)).toBe(state)
  })
})

describe('observedContainer', () => {
  it('takes over what a list entry says', () => {
    expect(observedContainer(listEntry)).toEqual({
      id: 'abc',
      name: 'shop-web-1',
      image: 'web',
      imageId: 'sha256:1',
      command: 'npm start',
      labels: { a: 'b' },
      state: 'running',
      health: 'healthy',
      status: 'Up 1 second (healthy)',
      createdAt: 12,
      networkMode: 'shop_default',
      networks: { shop_default: { networkId: 'n1', address: '172.18.0.2' }, other: { networkId: 'n2' } },
      mounts: [
        { type: 'volume', name: 'data', source: '/v', target: '/data', driver: 'local', readOnly: false },
        { type: 'bind', source: '/src', target: '/app', readOnly: true },
      ],
      ports: [
        { ip: '0.0.0.0', target: 80, published: 8080, protocol: 'tcp' },
        { target: 81, protocol: 'udp' },
      ],
    })
  })

  it('bears with what Podman and old engines leave out', () => {
    const bare = { Id: 'x', Names: ['bare'], State: 'exited', Status: '' } as unknown as ContainerInfo
    expect(observedContainer(bare)).toMatchObject({
      name: 'bare',
      labels: {},
      mounts: [],
      ports: [],
      networks: {},
    })
  })
})

const listEntry = {
  Id: 'abc',
  Names: ['/other/alias', '/shop-web-1'],
  Image: 'web',
  ImageID: 'sha256:1',
  Command: 'npm start',
  Created: 12,
  State: 'running',
  Status: 'Up 1 second (healthy)',
  Labels: { a: 'b' },
  HostConfig: { NetworkMode: 'shop_default' },
  NetworkSettings: {
    Networks: {
      shop_default: { NetworkID: 'n1', IPAddress: '172.18.0.2' },
      other: { NetworkID: 'n2', IPAddress: '' },
    },
  },
  Mounts: [
    {
      Type: 'volume',
      Name: 'data',
      Source: '/v',
      Destination: '/data',
      Driver: 'local',
      Mode: 'z',
      RW: true,
    },
    { Type: 'bind', Source: '/src', Destination: '/app', Mode: '', RW: false },
  ],
  Ports: [
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { PrivatePort: 81, Type: 'udp' },
  ],
} as unknown as ContainerInfo

describe('containerDetails', () => {
  const inspect = (health: object | undefined, test: string[] | undefined) =>
    containerDetails({
      Id: 'abc',
      Name: '/web',
      RestartCount: 2,
      State: { Status: 'exited', ExitCode: 3, Error: '', StartedAt: 't', Health: health },
      Config: {
        Image: 'web',
        Tty: false,
        OpenStdin: true,
        Labels: null,
        Healthcheck: test && { Test: test },
      },
    } as unknown as ContainerInspectInfo)

  it('takes over state, health and the output of health checks', () => {
    const log = [{ Start: 's', End: 'e', ExitCode: 1, Output: 'refused' }]
    expect(inspect({ Status: 'unhealthy', Log: log }, ['CMD', 'true'])).toMatchObject({
      name: 'web',
      state: 'exited',
      exitCode: 3,
      restartCount: 2,
      health: 'unhealthy',
      healthLog: [{ exitCode: 1, output: 'refused' }],
      hasHealthcheck: true,
      openStdin: true,
      labels: {},
    })
  })

  it.each([
    [undefined, false],
    [[], false],
    [['NONE'], false],
    [['CMD-SHELL', 'x'], true],
  ])('the test %j means health check: %s', (test, expected) => {
    const details = inspect({ Status: 'none', Log: null }, test)
    expect(details).toMatchObject({ hasHealthcheck: expected, health: 'none', healthLog: [] })
  })
})
