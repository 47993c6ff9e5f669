import { expect, it } from 'vitest'
import { EventJudge } from '../../../src/watch/heal/judge-event.ts'

const container = (action: string, exitCode = 0) => ({ type: 'container', id: 'c1', action, exitCode })

it.each([
  ['an end with 0 by itself is one', [container('die')], ['completed']],
  ['another end by itself is a crash', [container('die', 3)], ['crashed']],
  [
    'an end that was asked for is a disturbance',
    [container('kill'), container('die', 137), container('stop')],
    [undefined, 'disturbed', 'disturbed'],
  ],
  [
    'what was asked for counts once',
    [container('kill'), container('die'), container('start'), container('die', 1)],
    [undefined, 'disturbed', 'began', 'crashed'],
  ],
  [
    'a signal that did not end it is forgotten when it starts again',
    [container('kill'), container('start'), container('die', 1)],
    [undefined, 'began', 'crashed'],
  ],
  [
    'what is removed, paused or renamed is disturbed',
    [container('destroy'), container('pause'), container('rename')],
    ['disturbed', 'disturbed', 'disturbed'],
  ],
  [
    'health is told',
    [container('health_status: unhealthy'), container('health_status: healthy')],
    ['unhealthy', undefined],
  ],
  [
    'a network that a container was taken from',
    [{ type: 'network', id: 'n', action: 'disconnect', exitCode: 0 }],
    ['disturbed'],
  ],
  [
    'what does not matter',
    [container('exec_create: ls'), { type: 'image', id: 'i', action: 'tag', exitCode: 0 }],
    [undefined, undefined],
  ],
])('%s', (_, events, kinds) => {
  const judge = new EventJudge()
  expect(events.map((event) => judge.judge(event)?.kind)).toEqual(kinds)
})
