import { describe, expect, it } from 'vitest'
import { lineAndColumn } from '../../src/model/place.ts'
import { failuresOf, resolveText } from '../support/canonical.ts'

/** Code, the text pointed at and the line, of each failure. */
async function findings(text: string): Promise<[code: string, at: string, line: number][]> {
  const failures = await failuresOf(resolveText(text))
  return failures.map(({ code, at }) => [
    code,
    at?.source.text.slice(at.start, at.end) ?? '',
    at ? lineAndColumn(at).line : 0,
  ])
}

const service = (keys: string) => `services:\n  a: {image: x, ${keys}}\n  b: {image: x}`

describe('consistency', () => {
  it.each<[keys: string, code: string, at: string]>([
    ['network_mode: host, networks: [n]', 'network-mode-with-networks', 'host'],
    ['networks: [front]', 'reference-undefined', 'front'],
    ['networks: {front: {aliases: [x]}}', 'reference-undefined', 'front'],
    ['depends_on: {c: {condition: service_started}}', 'reference-undefined', 'c'],
    ['depends_on: [c]', 'reference-undefined', 'c'],
    ['links: ["c:x"]', 'reference-undefined', '"c:x"'],
    ['network_mode: service:c', 'reference-undefined', 'service:c'],
    ['models: [m]', 'reference-undefined', 'm'],
    ['healthcheck: {test: [curl]}', 'healthcheck-test-form', '[curl]'],
    ['scale: 2, deploy: {replicas: 3}', 'values-differ', '2'],
    ['scale: -1', 'scale-negative', '-1'],
    ['scale: 2, container_name: cc', 'container-name-scaled', 'cc'],
    ['container_name: cc, deploy: {replicas: 2}', 'container-name-scaled', 'cc'],
    ['mem_limit: 1m, deploy: {resources: {limits: {cpus: "1"}}}', 'values-differ', '1m'],
    ['pids_limit: 1, deploy: {resources: {limits: {pids: 2}}}', 'values-differ', '1'],
    ['develop: {watch: [{path: x, action: sync}]}', 'watch-target-missing', '{path: x, action: sync}'],
    [
      'build: {context: ., platforms: [linux/arm64]}, platform: linux/amd64',
      'platform-not-built',
      'linux/amd64',
    ],
    ['build: {dockerfile: x, dockerfile_inline: FROM x}', 'dockerfile-twice', 'FROM x'],
    ['build: {additional_contexts: {base: "service:b"}}', 'context-not-built', '"service:b"'],
    ['build: {additional_contexts: {base: "service:c"}}', 'reference-undefined', '"service:c"'],
    ['build: {secrets: [s]}', 'reference-undefined', 's'],
    ['secrets: [{}]', 'reference-undefined', '{}'],
    ['storage_opt: {size: {}}', 'value-invalid', 'size'],
  ])('%s', async (keys, code, at) => {
    const found = await findings(service(keys))
    expect(found).toContainEqual([code, at, 2])
  })

  it('wants an image', async () => {
    const found = await findings('services: {a: {command: x}}')
    expect(found).toEqual([['service-without-image', 'a', 1]])
  })

  it('tells all that is wrong at once', async () => {
    const found = await findings(
      'services:\n  a: {depends_on: [x], networks: [y]}\n  b: {image: i, depends_on: [z]}',
    )
    expect(found.map(([code]) => code)).toEqual([
      'service-without-image',
      'reference-undefined',
      'reference-undefined',
      'reference-undefined',
    ])
  })

  it('suggests what is spelled alike', async () => {
    const [failure] = await failuresOf(
      resolveText('services:\n  web: {image: x, networks: [frnt]}\nnetworks: {front: }'),
    )
    expect(failure?.data).toMatchObject({ kind: 'network', name: 'frnt', suggestion: 'front' })
  })

  it('shows both places of a shared container name', async () => {
    const [failure] = await failuresOf(
      resolveText('services:\n  a: {image: x, container_name: same}\n  b: {image: x, container_name: same}'),
    )
    expect(failure).toMatchObject({ code: 'container-name-twice', data: { services: ['a', 'b'] } })
    expect(failure?.related).toHaveLength(1)
  })

  it('finds each cycle once', async () => {
    const failures = await failuresOf(
      resolveText(
        'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x, depends_on: [a, c]}',
      ),
    )
    expect(failures.map(({ data }) => data)).toEqual([{ services: ['a', 'b', 'c'] }, { services: ['c'] }])
  })

  it('can be left out', async () => {
    const { project } = await resolveText(service('depends_on: [c]'), {}, { consistency: false })
    expect(Object.keys(project.services.a?.depends_on ?? {})).toEqual(['c'])
  })
})
