import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { listenForInterrupts } from '../../src/cli/interrupts.ts'

describe('listenForInterrupts', () => {
  it('aborts on the first signal and kills on the second, whichever they are', () => {
    const process = new EventEmitter()
    const kill = vi.fn()
    const { signal } = listenForInterrupts(process, kill)
    expect(signal.aborted).toBe(false)
    process.emit('SIGINT')
    expect(signal.aborted).toBe(true)
    expect(kill).not.toHaveBeenCalled()
    process.emit('SIGTERM')
    expect(kill).toHaveBeenCalledOnce()
  })

  it('gives every signal to who took over last, until it is given back', () => {
    const process = new EventEmitter()
    const kill = vi.fn()
    const interrupts = listenForInterrupts(process, kill)
    const outer = vi.fn()
    const inner = vi.fn()
    interrupts.takeOver(outer)
    const release = interrupts.takeOver(inner)
    process.emit('SIGINT')
    process.emit('SIGINT')
    release()
    release()
    process.emit('SIGTERM')
    expect(inner).toHaveBeenCalledTimes(2)
    expect(outer).toHaveBeenCalledExactlyOnceWith('SIGTERM')
    expect(interrupts.signal.aborted).toBe(false)
    expect(kill).not.toHaveBeenCalled()
  })

  it('aborts where nobody hears us any more, unless who took over sees to it', () => {
    const interrupts = listenForInterrupts(new EventEmitter(), vi.fn())
    const onGone = vi.fn()
    const release = interrupts.takeOver(vi.fn(), onGone)
    expect(interrupts.goneAway()).toBe(true)
    expect(onGone).toHaveBeenCalledOnce()
    release()
    expect(interrupts.signal.aborted).toBe(false)
    interrupts.takeOver(vi.fn())
    expect(interrupts.goneAway()).toBe(false)
    expect(interrupts.signal.aborted).toBe(true)
  })
})
