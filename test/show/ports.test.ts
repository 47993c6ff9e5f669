import { expect, it } from 'vitest'
import { describePorts, type Publisher } from '../../src/show/ports.ts'

function port(URL: string, PublishedPort: number, TargetPort: number, Protocol = 'tcp'): Publisher {
  return { URL, PublishedPort, TargetPort, Protocol }
}

it.each([
  ['nothing', [], ''],
  ['an exposed port', [port('', 0, 80)], '80/tcp'],
  ['a published port', [port('0.0.0.0', 8080, 80)], '0.0.0.0:8080->80/tcp'],
  [
    'both families',
    [port('::', 8080, 80), port('0.0.0.0', 8080, 80)],
    '0.0.0.0:8080->80/tcp, [::]:8080->80/tcp',
  ],
  ['a run of exposed ports', [port('', 0, 82), port('', 0, 80), port('', 0, 81)], '80-82/tcp'],
  [
    'a run published under its own numbers',
    [port('127.0.0.1', 80, 80), port('127.0.0.1', 81, 81), port('127.0.0.1', 83, 83)],
    '127.0.0.1:80-81->80-81/tcp, 127.0.0.1:83->83/tcp',
  ],
  [
    'different numbers last, each by itself',
    [port('0.0.0.0', 9000, 80), port('0.0.0.0', 9001, 81), port('', 0, 90)],
    '90/tcp, 0.0.0.0:9000->80/tcp, 0.0.0.0:9001->81/tcp',
  ],
  ['protocols apart', [port('', 0, 53, 'udp'), port('', 0, 53), port('', 0, 54)], '53-54/tcp, 53/udp'],
])('shows %s', (_, publishers, text) => {
  expect(describePorts(publishers)).toBe(text)
})
