import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FrameReader, frame } from '../../../../src/build/kit/grpc/frames.ts'
import { statusError } from '../../../../src/build/kit/grpc/status.ts'
import { contentHandlers } from '../../../../src/build/kit/services/content.ts'
import { type Decoded, decode, type Message } from '../../../../src/build/kit/wire/message.ts'
import {
  readContentRequest,
  readContentResponse,
  writeAction,
  writeContentRequest,
  writeContentResponse,
} from '../../../../src/build/kit/wire/messages.ts'
import { connected } from '../../support/connected.ts'
import { temporaryTree } from '../../support/temporary-tree.ts'

type WriteRequest = Partial<Decoded<typeof writeContentRequest>>

/** Plays the engine's part: sends the requests and gives the answers. */
async function call<I, O>(
  folder: string,
  method: string,
  [input, requests]: [Message<I>, readonly Partial<I>[]],
  output: Message<O>,
  store = 'local:cache',
): Promise<O[]> {
  using client = await connected(new Map(contentHandlers(new Map([['local:cache', folder]]))))
  const stream = client.open(`/containerd.services.content.v1.Content/${method}`, {
    'buildkit-attachable-store-id': store,
  })
  const answers: O[] = []
  const ended = new Promise<void>((resolve, reject) => {
    const frames = new FrameReader()
    stream.on('data', (chunk: Buffer) => {
      for (const bytes of frames.push(chunk)) answers.push(decode(output, bytes))
    })
    stream.on('trailers', (trailers) => {
      const error = statusError(trailers)
      if (error) reject(error)
      else resolve()
    })
    stream.on('error', reject)
  })
  for (const request of requests) stream.write(frame(input, request))
  stream.end()
  await ended
  return answers
}

const write = (folder: string, ...requests: WriteRequest[]) =>
  call(folder, 'Write', [writeContentRequest, requests], writeContentResponse)

const read = (folder: string, request: Partial<Decoded<typeof readContentRequest>>) =>
  call(folder, 'Read', [readContentRequest, [request]], readContentResponse)

const data = Buffer.from('some bytes that are kept')
const hex = createHash('sha256').update(data).digest('hex')
const digest = `sha256:${hex}`
const whole: WriteRequest[] = [
  { action: writeAction.stat, ref: 'r', total: data.length, expected: digest },
  { action: writeAction.write, data: data.subarray(0, 5) },
  { action: writeAction.write, offset: 5, data: data.subarray(5) },
  { action: writeAction.commit, offset: data.length, total: data.length, expected: digest },
]

describe('content in a folder', () => {
  it('is taken in piece by piece, and read in parts', async () => {
    await using tree = await temporaryTree({})
    const answers = await write(tree.path, ...whole)
    expect(answers.map(({ offset }) => offset)).toEqual([0, 5, data.length, data.length])
    expect(answers.at(-1)?.digest).toBe(digest)
    expect(await readFile(join(tree.path, 'blobs/sha256', hex))).toEqual(data)
    expect(await readdir(tree.path)).toEqual(['blobs'])

    const parts = await read(tree.path, { digest, offset: 5, size: 6 })
    expect(Buffer.concat(parts.map((part) => part.data)).toString()).toBe('bytes ')
    const rest = await read(tree.path, { digest, offset: 5 })
    expect(Buffer.concat(rest.map((part) => part.data))).toEqual(data.subarray(5))
  })

  it('is not taken in a second time', async () => {
    await using tree = await temporaryTree({})
    await write(tree.path, ...whole)
    await expect(write(tree.path, ...whole)).rejects.toMatchObject({ code: 6 })
  })

  it.each<[string, WriteRequest[], number]>([
    ['another digest', [{ action: writeAction.commit, data: Buffer.from('x'), expected: digest }], 9],
    ['another size', [{ action: writeAction.commit, data, total: 3 }], 9],
    ['a gap', [{ action: writeAction.write, data, offset: 7 }], 11],
  ])('with %s is refused, and nothing stays', async (_, requests, code) => {
    await using tree = await temporaryTree({})
    await expect(write(tree.path, ...requests)).rejects.toMatchObject({ code })
    expect(await readdir(tree.path)).toEqual([])
  })

  it('is only what the digest and the store name', async () => {
    await using tree = await temporaryTree({ secret: 'x' })
    await expect(read(tree.path, { digest })).rejects.toMatchObject({ code: 5 })
    await expect(read(tree.path, { digest: 'sha256:../../secret' })).rejects.toMatchObject({ code: 5 })
    const other = call(
      tree.path,
      'Read',
      [readContentRequest, [{ digest }]],
      readContentResponse,
      'local:other',
    )
    await expect(other).rejects.toMatchObject({ code: 5 })
  })
})
