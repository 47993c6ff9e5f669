import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directorySource } from '../../../../src/build/kit/files/directory-source.ts'
import { memorySource } from '../../../../src/build/kit/files/memory-source.ts'
import type { FileSource } from '../../../../src/build/kit/files/source.ts'
import type { CallMetadata } from '../../../../src/build/kit/grpc/client.ts'
import { FrameReader, frame } from '../../../../src/build/kit/grpc/frames.ts'
import { statusError } from '../../../../src/build/kit/grpc/status.ts'
import { fileSyncHandlers } from '../../../../src/build/kit/services/filesync.ts'
import { type Decoded, decode } from '../../../../src/build/kit/wire/message.ts'
import { packet, packetType } from '../../../../src/build/kit/wire/messages.ts'
import { connected } from '../../support/connected.ts'
import { temporaryTree } from '../../support/temporary-tree.ts'

type Packet = Decoded<typeof packet>

interface Received {
  readonly stats: string[]
  readonly files: Record<string, string>
  readonly ends: string[]
}

/** Plays the engine's part: takes the list, asks for the wanted files, and says when it has them. */
async function receive(
  source: FileSource,
  wanted: (path: string) => boolean,
  metadata: CallMetadata = {},
  beforeAsking: () => Promise<void> = async () => {},
): Promise<Received> {
  using client = await connected(new Map(fileSyncHandlers(new Map([['context', source]]))))
  const call = client.open('/moby.filesync.v1.FileSync/DiffCopy', { 'dir-name': 'context', ...metadata })
  const result: Received = { stats: [], files: {}, ends: [] }
  const open = new Set<number>()
  const send = (value: Partial<Packet>): void => void call.write(frame(packet, value))
  const finishWhenDone = (): void => {
    if (open.size === 0) send({ type: packetType.finish })
  }
  const take = async ({ type, stat, id, data }: Packet): Promise<void> => {
    const path = result.stats[id] ?? ''
    if (type === packetType.stat && stat) result.stats.push(stat.path ?? '')
    else if (type === packetType.stat) {
      await beforeAsking()
      for (const [index, name] of result.stats.entries()) if (wanted(name)) open.add(index)
      for (const index of open) send({ type: packetType.request, id: index })
      finishWhenDone()
    } else if (type === packetType.data && data.length > 0) {
      result.files[path] = (result.files[path] ?? '') + Buffer.from(data).toString()
    } else if (type === packetType.data) {
      result.ends.push(path)
      open.delete(id)
      finishWhenDone()
    } else if (type === packetType.finish) call.end()
  }
  await new Promise<void>((resolve, reject) => {
    const frames = new FrameReader()
    call.on('data', async (chunk: Buffer) => {
      for (const bytes of frames.push(chunk)) await take(decode(packet, bytes))
    })
    call.on('trailers', (trailers) => {
      const error = statusError(trailers)
      if (error) reject(error)
      else resolve()
    })
    call.on('error', reject)
  })
  return result
}

describe('sending a directory', () => {
  const parts = { 'a/one': '1'.repeat(200_000), 'a/two': '2', three: '3', empty: '', link: { to: 'three' } }

  it('tells everything and sends what is asked for, whole', async () => {
    await using tree = await temporaryTree(parts)
    const { stats, files, ends } = await receive(directorySource(tree.path), (path) =>
      /one|two|empty/.test(path),
    )
    expect(stats).toEqual(['a', 'a/one', 'a/two', 'empty', 'link', 'three'])
    expect(files).toEqual({ 'a/one': parts['a/one'], 'a/two': '2' })
    expect(ends.sort()).toEqual(['a/one', 'a/two', 'empty'])
  })

  it('sends nothing that is not asked for', async () => {
    await using tree = await temporaryTree(parts)
    expect(await receive(directorySource(tree.path), () => false)).toMatchObject({ files: {}, ends: [] })
  })

  it('leaves out what the patterns exclude', async () => {
    await using tree = await temporaryTree(parts)
    const patterns = { 'exclude-patterns': ['**', '!a/two'] }
    const { stats } = await receive(directorySource(tree.path), () => false, patterns)
    expect(stats).toEqual(['a', 'a/two'])
  })

  it('sends a file that vanished as an empty one', async () => {
    await using tree = await temporaryTree(parts)
    const vanish = () => rm(join(tree.path, 'three'))
    const { files, ends } = await receive(directorySource(tree.path), (path) => path === 'three', {}, vanish)
    expect([files, ends]).toEqual([{}, ['three']])
  })

  it('sends hundreds of files at once asked for', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `d${i % 7}/f${i}`)
    await using tree = await temporaryTree(Object.fromEntries(names.map((name) => [name, name])))
    const { files } = await receive(directorySource(tree.path), (path) => path.includes('/'))
    expect(files).toEqual(Object.fromEntries(names.map((name) => [name, name])))
  })

  it.skipIf(process.getuid?.() === 0)('fails when a file may not be read', async () => {
    await using tree = await temporaryTree({ secret: 'x' })
    await chmod(join(tree.path, 'secret'), 0)
    await expect(receive(directorySource(tree.path), () => true)).rejects.toThrow('secret')
  })
})

it('sends files that exist only in memory', async () => {
  const source = memorySource({ Dockerfile: 'FROM x\n', other: '' })
  const { stats, files } = await receive(source, () => true, { followpaths: ['Dockerfile', 'dockerfile'] })
  expect([stats, files]).toEqual([['Dockerfile'], { Dockerfile: 'FROM x\n' }])
})

it('refuses a directory that it does not offer', async () => {
  const metadata = { 'dir-name': 'elsewhere' }
  await expect(receive(memorySource({}), () => true, metadata)).rejects.toMatchObject({ code: 5 })
})
