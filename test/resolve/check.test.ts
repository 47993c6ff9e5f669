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

  it.each<[keys: string, code: string, at: string]>([
    ['restart: allways', 'not-allowed-value', 'allways'],
    ['restart: "on-failure:x"', 'not-allowed-value', '"on-failure:x"'],
    ['restart: "always:3"', 'not-allowed-value', '"always:3"'],
    ['deploy: {restart_policy: {condition: never}}', 'not-allowed-value', 'never'],
    ['ipc: shared', 'not-allowed-value', 'shared'],
    ['ipc: "container:"', 'not-allowed-value', '"container:"'],
    ['pid: container', 'not-allowed-value', 'container'],
    ['pid: "hosts:x"', 'not-allowed-value', '"hosts:x"'],
    ['uts: private2', 'not-allowed-value', 'private2'],
    ['userns_mode: hots', 'not-allowed-value', 'hots'],
    ['isolation: hyper', 'not-allowed-value', 'hyper'],
    ['network_mode: service', 'not-allowed-value', 'service'],
    ['network_mode: "contaner:x"', 'not-allowed-value', '"contaner:x"'],
    ['ulimits: {nofiles: 3}', 'not-allowed-value', '3'],
    [
      'volumes: [{type: bind, source: /a, target: /b, bind: {propagation: rshare}}]',
      'not-allowed-value',
      'rshare',
    ],
    ['cap_add: [ALL, "NET-ADMIN"]', 'value-invalid', '"NET-ADMIN"'],
    ['cap_drop: [" CHOWN"]', 'value-invalid', '" CHOWN"'],
    ['expose: ["80:80"]', 'value-invalid', '"80:80"'],
    ['expose: ["7003-7000"]', 'value-invalid', '"7003-7000"'],
    ['expose: [0]', 'value-invalid', '0'],
    ['expose: ["80/http"]', 'value-invalid', '"80/http"'],
    ['stop_signal: SIGFOO', 'value-invalid', 'SIGFOO'],
    ['stop_signal: "0"', 'value-invalid', '"0"'],
    ['stop_signal: SIGRTMIN+16', 'value-invalid', 'SIGRTMIN+16'],
  ])('what an engine would refuse: %s', async (keys, code, at) => {
    expect(await findings(service(keys))).toEqual([[code, at, 2]])
  })

  it.each([
    'restart: "no"',
    'restart: on-failure',
    'restart: "on-failure:3"',
    'restart: ""',
    'restart: nonsense, deploy: {restart_policy: {condition: any}}',
    'deploy: {restart_policy: {condition: unless-stopped}}',
    'ipc: shareable',
    'ipc: "container:x"',
    'pid: "service:b"',
    'uts: host',
    'userns_mode: "keep-id:uid=1000"',
    'network_mode: anything',
    'network_mode: "container:x"',
    'network_mode: "slirp4netns:port_handler=slirp4netns"',
    'cap_add: [ALL, all, cap_net_admin, NET_RAW]',
    'expose: [80, "53/udp", "7000-7003", "1-65535/sctp"]',
    'stop_signal: sigterm',
    'stop_signal: "9"',
    'stop_signal: RTMIN+3',
    'stop_signal: SIGUSR1',
    'ulimits: {nofile: {soft: 1, hard: 2}}',
  ])('what an engine takes: %s', async (keys) => {
    expect(await findings(service(keys))).toEqual([])
  })

  it.each<[why: string, a: string, b: string, told: boolean]>([
    ['the same port', 'ports: ["80:80"]', 'ports: ["80:81"]', true],
    ['another protocol', 'ports: ["80:80"]', 'ports: ["80:81/udp"]', false],
    ['other addresses', 'ports: ["127.0.0.1:80:80"]', 'ports: ["127.0.0.2:80:80"]', false],
    ['one address and all', 'ports: ["127.0.0.1:80:80"]', 'ports: ["80:80"]', true],
    ['one address and any of its family', 'ports: ["127.0.0.1:80:80"]', 'ports: ["0.0.0.0:80:80"]', true],
    ['any addresses of two families', 'ports: ["[::]:80:80"]', 'ports: ["0.0.0.0:80:80"]', false],
    ['ports that the engine picks', 'ports: ["80"]', 'ports: ["80"]', false],
    ['ranges that the engine picks from', 'ports: ["80-90:80"]', 'ports: ["80-90:80"]', false],
    ['ranges of pairs', 'ports: ["80-81:80-81"]', 'ports: ["81-82:81-82"]', true],
    ['no container', 'ports: ["80:80"]', 'ports: ["80:80"], scale: 0', false],
    ['the network of the host', 'ports: ["80:80"]', 'ports: ["80:80"], network_mode: host', false],
    [
      'one after the other',
      'ports: ["80:80"]',
      'ports: ["80:80"], depends_on: {a: {condition: service_completed_successfully}}',
      false,
    ],
    ['one beside the other', 'ports: ["80:80"]', 'ports: ["80:80"], depends_on: [a]', true],
  ])('ports of the host, %s', async (_, a, b, told) => {
    const found = await findings(`services:\n  a: {image: x, ${a}}\n  b: {image: x, ${b}}`)
    expect(found.map(([code, , line]) => [code, line])).toEqual(told ? [['port-published-twice', 3]] : [])
  })

  it.each<[keys: string, codes: string[]]>([
    ['volumes: ["n:/n"]', ['mount-looks-like-drive']],
    ['volumes: ["m:/n"]', []],
    ['volumes: [./src]', ['mount-without-target']],
    ['volumes: [~/src]', ['mount-without-target']],
    ['volumes: [/src, "./src:/src", "nn:/n"]', []],
  ])('warns of a mount that is not what it looks like: %s', async (keys, codes) => {
    const { warnings } = await resolveText(`${service(keys)}\nvolumes: {n: {}, nn: {}}`)
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })

  it('ports of the host that one service publishes twice', async () => {
    const found = await findings('services: {a: {image: x, ports: ["80:80", "80:81"]}}')
    expect(found).toEqual([['port-published-twice', '"80:81"', 1]])
    expect(
      await findings('services: {a: {image: x, ports: ["80:80", {target: 80, published: 80}]}}'),
    ).toEqual([])
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
