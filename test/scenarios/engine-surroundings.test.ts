import { connect } from 'node:http2'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import type { EngineEvent } from '../../src/engine/engine.ts'
import { failureOf, liveScenario } from './support/live-engine.ts'
import { filesOfTar, tarOf } from './support/tar.ts'

describe('networks', () => {
  liveScenario('connect containers under their aliases', async ({ live }) => {
    const { engine } = live
    const name = live.name('net')
    const ipam = { Config: [{ Subnet: '10.213.87.0/24' }] }
    const network = await engine.createNetwork({ Name: name, Labels: live.labels, IPAM: ipam })
    expect(await engine.inspectNetwork(name)).toMatchObject({ id: network.id, name, labels: live.labels })
    expect(await engine.listNetworks([live.label])).toMatchObject([{ id: network.id }])

    const id = await live.run('exec sleep 1000')
    const endpoint = { Aliases: ['web'], IPAMConfig: { IPv4Address: '10.213.87.9' } }
    await engine.connectNetwork(network.id, id, endpoint)
    const [connected] = await engine.listContainers([live.label])
    expect(connected?.networks[name]).toEqual({ networkId: network.id, address: '10.213.87.9' })
    expect(await failureOf(engine.removeNetwork(network.id))).toMatchObject({ code: 'resource-in-use' })

    await engine.disconnectNetwork(network.id, id, { force: true })
    await engine.removeNetwork(network.id)
    expect(await engine.inspectNetwork(name)).toBeUndefined()
  })

  liveScenario('are refused a taken name', async ({ live }) => {
    const body = { Name: live.name('net'), Labels: live.labels }
    await live.engine.createNetwork(body)
    expect(await failureOf(live.engine.createNetwork(body))).toMatchObject({
      code: 'name-taken',
      data: { name: live.name('net') },
    })
  })
})

describe('volumes', () => {
  liveScenario('come, are in use and go', async ({ live }) => {
    const { engine } = live
    const name = live.name('vol')
    await engine.createVolume({ Name: name, Labels: live.labels })
    expect(await engine.inspectVolume(name)).toMatchObject({ name, driver: 'local', labels: live.labels })
    expect(await engine.listVolumes([live.label])).toMatchObject([{ name }])
    const id = await live.create('true', { HostConfig: { Binds: [`${name}:/data`] } })
    expect(await failureOf(engine.removeVolume(name, { force: false }))).toMatchObject({
      code: 'resource-in-use',
    })
    await engine.removeContainer(id, { force: true, volumes: false })
    await engine.removeVolume(name, { force: false })
    expect(await engine.inspectVolume(name)).toBeUndefined()
    await engine.removeVolume(name, { force: true })
  })
})

describe('archives', () => {
  liveScenario('bring files in and out', async ({ live }) => {
    const { engine } = live
    const id = await live.create('true')
    await engine.putArchive(id, '/tmp', tarOf({ 'a.txt': 'Ä', 'b.txt': 'b'.repeat(100_000) }))
    await engine.putArchive(id, '/tmp', Readable.from([tarOf({ 'c.txt': 'c' })]))
    const one = await engine.getArchive(id, '/tmp/a.txt')
    expect(filesOfTar(await buffer(one))).toEqual({ 'a.txt': 'Ä' })
    const all = filesOfTar(await buffer(await engine.getArchive(id, '/tmp')))
    expect(Object.keys(all).sort()).toEqual(['tmp/a.txt', 'tmp/b.txt', 'tmp/c.txt'])

    expect(await engine.statPath(id, '/tmp/b.txt')).toEqual({
      name: 'b.txt',
      size: 100_000,
      permissions: 0o644,
      directory: false,
    })
    expect(await engine.statPath(id, '/tmp')).toMatchObject({ name: 'tmp', directory: true })
    expect(await engine.statPath(id, '/absent')).toBeUndefined()
    expect(await failureOf(engine.putArchive(id, '/absent', tarOf({ a: 'a' })))).toMatchObject({
      code: 'engine-error',
      data: { status: 404 },
    })
    const exported = await buffer(await engine.exportContainer(id))
    expect(exported.includes('tmp/b.txt')).toBe(true)
  })
})

describe('events', () => {
  liveScenario('tell what happens from the moment they are there', async ({ live }) => {
    const abort = new AbortController()
    const events = await live.engine.events({ labels: [live.label], signal: abort.signal })
    const id = await live.run('exit 4')
    const seen: EngineEvent[] = []
    for await (const event of events) {
      seen.push(event)
      if (event.action === 'die') abort.abort()
    }
    expect(seen.map((event) => event.action)).toEqual(['create', 'start', 'die'])
    expect(seen.at(-1)).toMatchObject({
      type: 'container',
      id,
      attributes: { exitCode: '4', ...live.labels },
    })
    const times = seen.map((event) => event.timeNano)
    expect(times).toEqual(times.toSorted((a, b) => Number(a - b)))
  })

  liveScenario('of the past end with the past', async ({ live }) => {
    const since = String(Math.floor(Date.now() / 1000) - 1)
    const id = await live.run('true')
    await live.engine.waitContainer(id)
    const until = String(Math.floor(Date.now() / 1000) + 1)
    const actions: string[] = []
    for await (const { action } of await live.engine.events({ labels: [live.label], since, until })) {
      actions.push(action)
    }
    expect(actions).toEqual(['create', 'start', 'die'])
  })
})

describe('building', () => {
  liveScenario('reaches BuildKit by an upgraded connection', async ({ live }) => {
    const socket = await live.engine.dial('/grpc', { Upgrade: 'h2c' })
    const session = connect('http://engine', { createConnection: () => socket })
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    call.end(Buffer.alloc(5))
    const headers = await new Promise((resolve) => call.once('response', resolve))
    expect(headers).toMatchObject({ ':status': 200, 'content-type': 'application/grpc' })
    session.destroy()
  })

  liveScenario('reaches the classic builder', async ({ live }) => {
    const dockerfile = 'FROM busybox\nRUN echo built > /built\n'
    const query = { t: live.name('built'), labels: JSON.stringify(live.labels), version: '1' }
    const lines: string[] = []
    for await (const line of live.engine.buildClassic(
      Readable.from([tarOf({ Dockerfile: dockerfile })]),
      query,
    )) {
      lines.push((line as { stream?: string }).stream ?? '')
    }
    expect(lines.join('')).toContain('Successfully tagged')
    expect(await live.engine.inspectImage(live.name('built'))).toMatchObject({ labels: live.labels })
  })
})

describe('version', () => {
  liveScenario('is agreed on with the first call', async ({ live }) => {
    await live.engine.listVolumes([])
    expect(live.engine.apiVersion()).toMatch(/^1\.\d+$/)
  })
})
