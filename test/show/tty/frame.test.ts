import { describe, expect, it } from 'vitest'
import type { BuildEvent } from '../../../src/model/build-event.ts'
import type { Subject } from '../../../src/model/event.ts'
import { warning } from '../../../src/model/failure.ts'
import { createStyle } from '../../../src/show/ansi.ts'
import { Board } from '../../../src/show/tty/board.ts'
import { drawFrame, type FrameOptions, summaryLine } from '../../../src/show/tty/frame.ts'
import { symbolsFor } from '../../../src/show/tty/symbols.ts'
import { textWidth } from '../../../src/show/width.ts'

const options: FrameOptions = {
  columns: 60,
  rows: 24,
  now: 5000,
  tick: 0,
  style: createStyle(false),
  symbols: symbolsFor(true),
  title: '[+]',
}

const image: Subject = { kind: 'image', name: 'redis' }
const container = (name: string): Subject => ({ kind: 'container', name, service: name })

function boardAt() {
  const clock = { time: 0 }
  const board = new Board(() => clock.time)
  return { board, clock, sink: board.sink }
}

describe('the board', () => {
  it('shows each thing with its state and how long it took', () => {
    const { board, clock, sink } = boardAt()
    sink({ kind: 'planned', subjects: [container('p-a-1'), container('p-a-1'), image, container('p-b-1')] })
    sink({ kind: 'started', subject: image, verb: 'pull' })
    sink({
      kind: 'transfer',
      subject: image,
      layer: 'x',
      status: 'Downloading',
      current: 1_000_000,
      total: 4_000_000,
    })
    clock.time = 1200
    sink({ kind: 'started', subject: container('p-a-1'), verb: 'create' })
    clock.time = 2400
    sink({ kind: 'done', subject: container('p-a-1'), verb: 'create', outcome: 'create', seconds: 1.2 })
    expect(drawFrame(board, options)).toEqual([
      '[+] 0/3',
      ' ⠋ Image redis      Pulling  ███░░░░░░░░░ 1MB / 4MB     5.0s',
      // It is still to be started.
      ' · Container p-a-1  Created                             1.2s',
      ' · Container p-b-1',
    ])
    sink({ kind: 'started', subject: container('p-a-1'), verb: 'start' })
    clock.time = 3000
    sink({ kind: 'done', subject: container('p-a-1'), verb: 'start', outcome: 'start', seconds: 0.6 })
    expect(drawFrame(board, options).slice(0, 3)).toEqual([
      '[+] 1/3',
      ' ⠋ Image redis      Pulling  ███░░░░░░░░░ 1MB / 4MB     5.0s',
      ' ✓ Container p-a-1  Started                             1.8s',
    ])
  })

  it('lists what stays as it is among the others, in the order of dependencies', () => {
    const board = new Board(() => 0, ['db', 'cache', 'web'])
    board.sink({ kind: 'planned', subjects: [container('web'), container('db')] })
    board.sink({ kind: 'unchanged', subject: container('cache'), state: 'running' })
    board.sink({ kind: 'started', subject: { kind: 'network', name: 'n' }, verb: 'create' })
    board.sink({ kind: 'started', subject: image, verb: 'pull' })
    expect(board.list.map(({ label }) => label)).toEqual([
      'Image redis',
      'Network n',
      'Container db',
      'Container cache',
      'Container web',
    ])
  })

  it('has done in the end what it has done, though more was planned', () => {
    const { board, sink } = boardAt()
    sink({ kind: 'planned', subjects: [container('a'), container('a'), container('b')] })
    sink({ kind: 'started', subject: container('a'), verb: 'create' })
    sink({ kind: 'done', subject: container('a'), verb: 'create', outcome: '', seconds: 0 })
    board.settle()
    expect(board.list.map(({ label, state }) => [label, state])).toEqual([
      ['Container a', 'done'],
      ['Container b', 'waiting'],
    ])
  })

  it('says why something is made anew, also once it is', () => {
    const { board, sink } = boardAt()
    const subject = container('p-a-1')
    sink({ kind: 'started', subject, verb: 'recreate', why: [{ code: 'changed', path: 'init', to: true }] })
    sink({ kind: 'done', subject, verb: 'recreate', outcome: 'recreate', seconds: 0 })
    sink({ kind: 'started', subject, verb: 'start', why: [{ code: 'created' }] })
    sink({ kind: 'done', subject, verb: 'start', outcome: 'start', seconds: 0 })
    expect(drawFrame(board, options)[1]).toBe(' ✓ Container p-a-1  Started  init added: true           0.0s')
  })

  it.each([
    [30, 30],
    [60, 60],
    [200, 72],
  ])('has times beside what they are of: on %i columns at the end of %i', (columns, end) => {
    const { board, sink } = boardAt()
    const subject = container('p-データ-1')
    sink({ kind: 'started', subject, verb: 'start' })
    sink({ kind: 'done', subject, verb: 'start', outcome: 'start', seconds: 0 })
    expect(textWidth(drawFrame(board, { ...options, columns })[1] ?? '')).toBe(end)
  })

  it('shows a reason whole where the terminal has room for it', () => {
    const { board, sink } = boardAt()
    const subject = container('p-a-1')
    const to = 'x'.repeat(70)
    sink({ kind: 'started', subject, verb: 'recreate', why: [{ code: 'changed', path: 'hostname', to }] })
    expect(drawFrame(board, { ...options, columns: 200 })[1]).toContain(`hostname added: "${to}"`)
  })

  it('shows a build by its step, before the containers', () => {
    const { board, sink } = boardAt()
    sink({ kind: 'planned', subjects: [container('p-a-1')] })
    sink({
      kind: 'build',
      event: { service: 'a', kind: 'step', step: '1', name: '[a 2/3] RUN npm ci', state: 'started' },
    })
    expect(drawFrame(board, options).slice(1)).toEqual([
      ' ⠋ Build a          Building                            5.0s',
      '   [a 2/3] RUN npm ci                                   5.0s',
      ' · Container p-a-1',
    ])
    // Where there is no room for more than its line, its step is on it.
    expect(drawFrame(board, { ...options, rows: 4 })[1]).toBe(
      ' ⠋ Build a          Building  [a 2/3] RUN npm ci        5.0s',
    )
  })

  it('shows the steps of builds with what they print, as far as there is room', () => {
    const { board, clock, sink } = boardAt()
    const build = (service: string, event: object) => {
      sink({ kind: 'build', event: { service, ...event } as BuildEvent })
    }
    build('a', { kind: 'step', step: '1', name: '[1/3] COPY . /', state: 'cached' })
    build('a', { kind: 'step', step: '2', name: '[2/3] RUN npm ci', state: 'started' })
    for (let i = 1; i <= 20; i++) build('a', { kind: 'log', step: '2', stream: 'stdout', line: `line ${i}` })
    const bar = { kind: 'log', step: '2', stream: 'stdout', line: '10%\r\u001b[32m50%\u001b[0m\tof all\r' }
    build('a', bar)
    clock.time = 3000
    build('b', { kind: 'step', step: '3', name: '[internal] load build context', state: 'started' })
    const transfer = { kind: 'progress', step: '3', name: 'transferring context:', done: false }
    build('b', { ...transfer, current: 12_300_000 })
    expect(drawFrame(board, { ...options, rows: 10 })).toEqual([
      '[+] 0/2',
      ' ⠋ Build a   Building  1 step, 1 cached                 5.0s',
      '   [2/3] RUN npm ci                                     5.0s',
      '   │ line 20',
      '   │ 50%  of all',
      ' ⠋ Build b   Building                                   2.0s',
      '   [internal] load build context                        2.0s',
      '   │ transferring context: 12.3MB',
    ])
    expect(drawFrame(board, { ...options, rows: 5 })).toHaveLength(3)
    for (const rows of [3, 4, 6, 7, 8, 9, 30]) {
      expect(drawFrame(board, { ...options, rows }).length).toBeLessThan(rows)
    }
    build('a', { kind: 'step', step: '2', name: '[2/3] RUN npm ci', state: 'done', seconds: 5 })
    build('a', { kind: 'built', seconds: 5 })
    expect(drawFrame(board, { ...options, rows: Number.POSITIVE_INFINITY })).toEqual([
      '[+] 1/2',
      ' ✓ Build a   Built  2 steps, 1 cached                   3.0s',
      ' ⠋ Build b   Building  [internal] load build context    2.0s',
    ])
  })

  it('keeps a failure although other things follow', () => {
    const { board, sink } = boardAt()
    const failure = warning('nothing-to-remove', { project: 'p' })
    sink({ kind: 'failed', subject: container('p-a-1'), verb: 'wait', failure })
    sink({ kind: 'done', subject: container('p-a-1'), verb: 'start', outcome: '', seconds: 0 })
    expect(drawFrame(board, options)).toEqual([
      '[+] 1/1',
      ' ✗ Container p-a-1  Error  nothing to remove for project "p"',
    ])
  })

  it('does not speak of what Docker Compose does not speak of', () => {
    const { board, sink } = boardAt()
    sink({ kind: 'started', subject: container('p-a-1'), verb: 'rename' })
    sink({ kind: 'unchanged', subject: { kind: 'network', name: 'p_default' }, state: 'present' })
    expect(drawFrame(board, options)).toEqual([])
  })

  it('has warnings above, as long as it moves', () => {
    const { board, sink } = boardAt()
    sink({ kind: 'warning', failure: warning('nothing-to-remove', { project: 'p' }) })
    expect(drawFrame(board, options)).toEqual([' ! nothing to remove for project "p"'])
    expect(drawFrame(board, { ...options, rows: Number.POSITIVE_INFINITY })).toEqual([])
  })
})

describe('a list taller than the screen', () => {
  function tall() {
    const { board, sink } = boardAt()
    for (let i = 0; i < 50; i++) {
      sink({ kind: 'planned', subjects: [container(`p-service-with-quite-a-long-name-${i}-1`)] })
      if (i > 40)
        sink({
          kind: 'started',
          subject: container(`p-service-with-quite-a-long-name-${i}-1`),
          verb: 'start',
        })
    }
    return board
  }

  it.each([
    [80, 24],
    [40, 10],
    [20, 5],
    [80, 2],
  ])('fits into %i columns and %i rows', (columns, rows) => {
    const frame = drawFrame(tall(), { ...options, columns, rows })
    expect(frame.length).toBeLessThanOrEqual(Math.max(2, rows - 1))
    for (const line of frame) expect(textWidth(line)).toBeLessThanOrEqual(columns)
  })

  it('shows what is going on and counts the rest', () => {
    const frame = drawFrame(tall(), { ...options, columns: 80, rows: 12 })
    expect(frame.filter((line) => line.includes('Starting'))).toHaveLength(9)
    expect(frame.at(-1)).toBe(' … 41 more: 41 waiting')
  })

  it('is drawn whole at the end', () => {
    expect(drawFrame(tall(), { ...options, rows: Number.POSITIVE_INFINITY })).toHaveLength(51)
  })
})

it('can do with ASCII', () => {
  const { board, sink } = boardAt()
  sink({ kind: 'started', subject: image, verb: 'pull' })
  sink({ kind: 'done', subject: container('p-a-1'), verb: 'start', outcome: '', seconds: 0 })
  const frame = drawFrame(board, { ...options, columns: 24, symbols: symbolsFor(false) }).join('\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  expect(frame).toMatch(/^[\x00-\x7f]*$/)
})

it('sums up what was done', () => {
  const { board, sink } = boardAt()
  const failure = warning('nothing-to-remove', { project: 'p' })
  sink({ kind: 'planned', subjects: [container('never-begun')] })
  for (const name of ['a', 'b', 'c']) sink({ kind: 'started', subject: container(name), verb: 'start' })
  for (const name of ['a', 'b'])
    sink({ kind: 'done', subject: container(name), verb: 'start', outcome: '', seconds: 0 })
  sink({ kind: 'failed', subject: container('c'), verb: 'start', failure })
  expect(summaryLine(board, options)).toBe('2 done, 1 failed in 5.0s')
})

it('sums up how long each part took, however many things it was done with at once', () => {
  const { board, clock, sink } = boardAt()
  const at = (time: number, kind: 'started' | 'done', verb: string, name: string) => {
    clock.time = time
    if (kind === 'started') sink({ kind, subject: container(name), verb })
    else sink({ kind, subject: container(name), verb, outcome: verb, seconds: 0 })
  }
  at(0, 'started', 'create', 'a')
  at(100, 'started', 'create', 'b')
  at(300, 'done', 'create', 'a')
  at(500, 'done', 'create', 'b')
  at(500, 'started', 'start', 'a')
  at(520, 'done', 'start', 'a')
  at(1000, 'started', 'wait', 'a')
  at(4000, 'done', 'wait', 'a')
  expect(summaryLine(board, { ...options, now: 4100 })).toBe('2 done in 4.1s: create 0.5s, wait 3.0s')
})
