import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameReader, frame } from '../../../../src/build/kit/grpc/frames.ts'
import { decode } from '../../../../src/build/kit/wire/message.ts'
import { bytesMessage } from '../../../../src/build/kit/wire/messages.ts'

describe('gRPC frames', () => {
  it('have a flag and a big-endian length before the message', () => {
    expect(frame(bytesMessage, { data: Buffer.from('ab') }).toString('hex')).toBe('00000000040a026162')
    expect(frame(bytesMessage, {}).toString('hex')).toBe('0000000000')
  })

  it('are put together again however the stream was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (messages, cuts) => {
          const stream = Buffer.concat(messages.map((data) => frame(bytesMessage, { data })))
          const reader = new FrameReader()
          const read: number[][] = []
          for (let at = 0, i = 0; at < stream.length; i++) {
            const size = cuts[i % cuts.length] ?? 1
            for (const bytes of reader.push(stream.subarray(at, at + size))) {
              read.push([...decode(bytesMessage, bytes).data])
            }
            at += size
          }
          expect(read).toEqual(messages.map((data) => [...data]))
        },
      ),
    )
  })

  it.each([
    ['a compressed message', '0100000000'],
    ['an absurd length', '00ffffffff'],
  ])('refuse %s', (_, hex) => {
    expect(() => new FrameReader().push(Buffer.from(hex, 'hex'))).toThrow()
  })
})
