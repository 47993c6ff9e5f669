import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Waits } from '../../src/execute/waits.ts'

const WAITED = { name: 'p-web-1', service: 'web' }
const SECOND = 1000

/** Work that lasts some seconds. */
const lasting = (seconds: number) => () =>
  new Promise<void>((resolve) => setTimeout(resolve, seconds * SECOND))

describe('the time for waiting', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['waiting alone', 3, [[0, 'wait', 4]], true],
    ['waiting that ends in time', 3, [[0, 'wait', 2]], false],
    [
      'making and starting beside it, which does not count',
      3,
      [
        [0, 'wait', 6],
        [0, 'work', 5],
      ],
      false,
    ],
    [
      'a wait after a step between: the whole time again',
      3,
      [
        [0, 'wait', 2],
        [2, 'work', 1],
        [3, 'wait', 2],
      ],
      false,
    ],
    [
      'a step in the middle of a wait: the whole time again',
      3,
      [
        [0, 'wait', 5],
        [2, 'work', 1],
      ],
      false,
    ],
    [
      'a step in the middle, and then too long',
      3,
      [
        [0, 'wait', 7],
        [2, 'work', 1],
      ],
      true,
    ],
    [
      'two waits one after the other, which are one time',
      3,
      [
        [0, 'wait', 2],
        [1, 'wait', 3],
      ],
      true,
    ],
    ['work alone', 3, [[0, 'work', 9]], false],
    ['no limit', undefined, [[0, 'wait', 99]], false],
  ] as const)('%s', async (_name, seconds, steps, isOver) => {
    const onTimeout = vi.fn()
    const waits = new Waits(seconds, onTimeout)
    for (const [at, kind, length] of steps)
      setTimeout(() => {
        void (kind === 'wait'
          ? waits.during({ ...WAITED, id: `${at}` }, lasting(length))
          : waits.working(lasting(length)))
      }, at * SECOND)
    await vi.advanceTimersByTimeAsync(100 * SECOND)
    expect(onTimeout).toHaveBeenCalledTimes(isOver ? 1 : 0)
    waits.end()
  })
})
