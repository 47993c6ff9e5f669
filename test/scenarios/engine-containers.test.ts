import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect } from 'vitest'
import { isConflict, isNotFound } from '../../src/engine/failures.ts'
import { findPortHolder, observeProject } from '../../src/engine/observe.ts'
import { failureOf, liveScenario } from './support/live-engine.ts'

describe('containers', () => {
  liveScenario('live from create to remove', async ({ live }) => {
    const { engine } = live
    const id = await live.create('trap "exit 7" TERM; while :; do sleep 0.1; done', {
      Env: ['A=b'],
      Healthcheck: { Test: ['CMD', 'true'], Interval: 3600e9 },
    })
    const [created] = await engine.listContainers([live.label])
    expect(created).toMatchObject({ id, image: 'busybox', state: 'created', health: 'none' })

    await engine.startContainer(id)
    await engine.startContainer(id)
    expect(await engine.inspectContainer(id)).toMatchObject({
      name: live.name('container-1'),
      state: 'running',
      hasHealthcheck: true,
      health: 'starting',
      tty: false,
    })
    await engine.pauseContainer(id)
    expect(await engine.inspectContainer(id)).toMatchObject({ state: 'paused' })
    await engine.unpauseContainer(id)

    const ended = engine.waitContainer(id)
    await engine.stopContainer(id, { timeout: 10 })
    expect(await ended).toBe(7)
    await engine.stopContainer(id)
    const [stopped] = await engine.listContainers([live.label])
    expect(stopped).toMatchObject({ state: 'exited', exitCode: 7 })

    await engine.renameContainer(id, live.name('renamed'))
    expect(await engine.inspectContainer(live.name('renamed'))).toMatchObject({ id, exitCode: 7 })
    await engine.removeContainer(id, { force: false, volumes: true })
    expect(await engine.listContainers([live.label])).toEqual([])
    expect(isNotFound(await engine.inspectContainer(id).catch((error: unknown) => error))).toBe(true)
  })

  liveScenario('restart, are killed and list their processes', async ({ live }) => {
    const { engine } = live
    const id = await live.run('exec sleep 1000')
    const before = (await engine.inspectContainer(id)).startedAt
    await engine.restartContainer(id, { timeout: 0 })
    expect((await engine.inspectContainer(id)).startedAt > before).toBe(true)
    const { titles, processes } = await engine.top(id)
    expect(processes.map((row) => row[titles.indexOf('CMD')])).toEqual(['sleep 1000'])
    const ended = engine.waitContainer(id)
    await engine.killContainer(id, 'SIGKILL')
    expect(await ended).toBe(137)
    expect(isConflict(await engine.killContainer(id, 'SIGKILL').catch((error: unknown) => error))).toBe(true)
  })

  liveScenario('stop with the signal asked for', async ({ live }) => {
    const id = await live.run('trap "exit 9" USR1; while :; do sleep 0.1; done')
    const ended = live.engine.waitContainer(id)
    await live.engine.stopContainer(id, { signal: 'SIGUSR1', timeout: 10 })
    expect(await ended).toBe(9)
  })

  liveScenario('are waited for no longer than wanted', async ({ live }) => {
    const id = await live.run('exec sleep 1000')
    const abort = new AbortController()
    const waiting = live.engine.waitContainer(id, abort.signal)
    setTimeout(() => abort.abort(), 50)
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  })

  liveScenario('become images', async ({ live }) => {
    const { engine } = live
    const container = await live.run('echo kept > /kept')
    await engine.waitContainer(container)
    const repo = live.name('committed')
    const changes = ['CMD ["cat", "/kept"]', 'ENV X=1']
    const { id } = await engine.commitContainer(container, { repo, tag: 'one', comment: 'why', changes })
    await engine.tagImage(id, `${repo}:two`)
    const image = await engine.inspectImage(`${repo}:two`)
    expect(image).toMatchObject({ id, os: 'linux', labels: live.labels })
    expect(image?.tags.toSorted()).toEqual([`${repo}:one`, `${repo}:two`])
    const listed = (await engine.listImages()).find((one) => one.id === id)
    expect(listed?.tags.toSorted()).toEqual([`${repo}:one`, `${repo}:two`])
    await engine.removeImage(`${repo}:one`)
    await engine.removeImage(`${repo}:two`, { force: true })
    expect(await engine.inspectImage(id)).toBeUndefined()
  })
})

describe('refusals', () => {
  liveScenario('name the image that is not there', async ({ live }) => {
    const attempt = live.create('true', { Image: `${live.name('absent')}:1` })
    expect(await failureOf(attempt)).toMatchObject({
      code: 'image-not-found',
      data: { image: `${live.name('absent')}:1` },
    })
  })

  liveScenario('name the container that has the name', async ({ live }) => {
    const body = { Image: 'busybox', Labels: live.labels, HostConfig: {} }
    const { id } = await live.engine.createContainer(live.name('same'), body)
    expect(await failureOf(live.engine.createContainer(live.name('same'), body))).toMatchObject({
      code: 'name-taken',
      data: { name: live.name('same'), holder: id },
    })
  })

  liveScenario('name the port and the container that holds it', async ({ live }) => {
    const publish = (HostPort: string) => ({
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort }] } },
    })
    const holder = await live.run('exec sleep 1000', publish(''))
    const [listed] = await live.engine.listContainers([live.label])
    const port = listed?.ports[0]?.published ?? 0
    expect(listed?.ports).toEqual([{ ip: '127.0.0.1', target: 80, published: port, protocol: 'tcp' }])

    expect(await failureOf(live.run('true', publish(String(port))))).toMatchObject({
      code: 'port-taken',
      data: { port, protocol: 'tcp', address: '127.0.0.1' },
    })
    const { name } = await live.engine.inspectContainer(holder)
    expect(await findPortHolder(live.engine, port, 'tcp')).toBe(name)
  })

  liveScenario('name the port that a program of this machine holds', async ({ live }) => {
    const server = createServer()
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    const HostConfig = { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] } }
    const failure = await failureOf(live.run('true', { ExposedPorts: { '80/tcp': {} }, HostConfig }))
    server.close()
    expect(failure).toMatchObject({ code: 'port-taken', data: { port, protocol: 'tcp' } })
    expect(await findPortHolder(live.engine, port, 'tcp')).toBeUndefined()
  })
})

describe('observeProject', () => {
  liveScenario('sees what carries the project’s label, and all images', async ({ live }) => {
    const project = live.name('project')
    const labels = { ...live.labels, 'com.docker.compose.project': project }
    const network = await live.engine.createNetwork({ Name: live.name('net'), Labels: labels })
    await live.engine.createVolume({ Name: live.name('vol'), Labels: labels })
    const id = await live.run('exec sleep 1000', {
      Labels: labels,
      HostConfig: {
        NetworkMode: live.name('net'),
        Mounts: [{ Type: 'volume', Source: live.name('vol'), Target: '/data', ReadOnly: true }],
      },
    })
    await live.run('true')

    const seen = await observeProject(live.engine, project)
    expect(seen.containers.map((one) => one.id)).toEqual([id])
    expect(seen.containers[0]).toMatchObject({
      networkMode: live.name('net'),
      networks: { [live.name('net')]: { networkId: network.id, address: expect.stringMatching(/^\d+\./) } },
      mounts: [{ type: 'volume', name: live.name('vol'), target: '/data', driver: 'local', readOnly: true }],
    })
    // Those of others too: a project may use networks and volumes that carry no label of it.
    expect(seen.networks.find((one) => one.id === network.id)).toMatchObject({
      name: live.name('net'),
      driver: 'bridge',
      scope: 'local',
      labels,
    })
    expect(seen.networks.map((one) => one.name)).toContain('bridge')
    expect(seen.volumes.find((one) => one.name === live.name('vol'))).toMatchObject({
      driver: 'local',
      labels,
    })
    expect(seen.images.get('busybox:latest')?.id).toBe(seen.containers[0]?.imageId)
  })
})
