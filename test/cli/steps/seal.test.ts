import { describe, expect, it } from 'vitest'
import { sealingWith } from '../../../src/cli/steps/seal.ts'

const own = sealingWith(Buffer.alloc(32, 1))
const other = sealingWith(Buffer.alloc(32, 2))
const none = sealingWith(undefined)
const SPEC = JSON.stringify({ environment: { PASSWORD: 'hunter2', NAME: 'häß — 日本' } })

describe('sealed labels', () => {
  it('are opened by their key alone, and the same text has the same seal', () => {
    const seal = own.close(SPEC) ?? ''
    expect(own.open(seal)).toBe(SPEC)
    expect(own.close(SPEC)).toBe(seal)
    expect(own.close(`${SPEC} `)?.slice(0, 19)).not.toBe(seal.slice(0, 19))
    expect(other.open(seal)).toBeUndefined()
    expect(none.open(seal)).toBeUndefined()
    expect(none.close(SPEC)).toBeUndefined()
    expect(seal).toMatch(/^s1\.[\w-]+$/)
  })

  it('that are changed, cut or of another form are not opened', () => {
    const seal = own.close(SPEC) ?? ''
    const cut = Array.from(seal, (_, at) => seal.slice(0, at))
    const changed = Array.from(
      seal,
      (c, at) => seal.slice(0, at) + (c === 'A' ? 'B' : 'A') + seal.slice(at + 1),
    )
    // The last character of base64 has bits that no byte holds.
    for (const text of [...cut, ...changed.slice(0, -1), '', 's2.AAAA', '[]', 'null'])
      expect([text, own.open(text)]).toEqual([text, undefined])
    expect(own.open(undefined)).toBeUndefined()
  })

  it('of older versions are plain, and understood by all', () => {
    for (const sealing of [own, other, none]) expect(sealing.open('{"a":1}')).toBe('{"a":1}')
  })

  it('are small', () => {
    const environment = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`NAME_${i}`, `value ${i}`]))
    const text = JSON.stringify({ environment })
    expect(own.close(text)?.length).toBeLessThan(text.length / 2)
  })
})
