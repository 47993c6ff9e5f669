import { expect, it } from 'vitest'
import { createClassicReader } from '../../../src/build/classic/classic-events.ts'
import type { BuildEvent } from '../../../src/model/build-event.ts'

function read(...messages: object[]) {
  const events: BuildEvent[] = []
  let time = 0
  const reader = createClassicReader(
    'web',
    (event) => events.push(event),
    () => ++time,
  )
  for (const message of messages) reader.add(message)
  return { failure: reader.end(), image: reader.imageId(), events }
}

const told = (events: readonly BuildEvent[]) =>
  events.map((event) =>
    event.kind === 'step' ? `${event.state} ${event.name}` : event.kind === 'log' ? event.line : event.kind,
  )

it("reads the steps of Docker's builder", () => {
  const { events, image, failure } = read(
    { stream: 'Step 1/3 : FROM busybox' },
    { stream: '\n' },
    { stream: ' ---> c58cc7c8716a\n' },
    { stream: 'Step 2/3 : COPY . /x\n' },
    { stream: ' ---> Using cache\n ---> 123456789012\n' },
    { stream: 'Step 3/3 : RUN echo hi\n ---> Running in 00ff\nhi\nthe' },
    { stream: 're\n' },
    { aux: { ID: 'sha256:abc' } },
    { stream: 'Successfully tagged x\n' },
  )
  expect(failure).toBeUndefined()
  expect(image).toBe('sha256:abc')
  expect(told(events)).toEqual([
    'started [1/3] FROM busybox',
    'done [1/3] FROM busybox',
    'started [2/3] COPY . /x',
    'cached [2/3] COPY . /x',
    'started [3/3] RUN echo hi',
    'hi',
    'there',
    'Successfully tagged x',
    'done [3/3] RUN echo hi',
  ])
})

it("reads the steps of Podman's builder", () => {
  const { events } = read(
    { stream: 'STEP 1/2: FROM busybox\n' },
    { stream: 'STEP 2/2: RUN true\n' },
    { stream: '--> Using cache abc\n' },
  )
  expect(told(events).at(-1)).toBe('cached [2/2] RUN true')
})

it('makes a failure of an error, with the step and its output', () => {
  const { failure, events } = read(
    { stream: 'Step 1/1 : RUN x\n' },
    { stream: 'no such thing\n' },
    { error: 'short', errorDetail: { message: 'returned a non-zero code: 1' } },
  )
  expect(failure).toMatchObject({
    service: 'web',
    reason: 'returned a non-zero code: 1',
    step: '[1/1] RUN x',
    output: ['no such thing'],
  })
  expect(events.at(-1)).toMatchObject({ kind: 'step', state: 'error' })
})

it('tells how far a pull is', () => {
  const { events } = read(
    { stream: 'Step 1/1 : FROM big\n' },
    { status: 'Downloading', id: 'layer', progressDetail: { current: 5, total: 10 } },
    { status: 'Pull complete', id: 'layer', progressDetail: {} },
  )
  expect(events.filter(({ kind }) => kind === 'progress')).toMatchObject([
    { name: 'Downloading layer', current: 5, total: 10, done: false },
    { name: 'Pull complete layer', current: 0, done: true },
  ])
})
