import { describe, expect, it } from 'vitest'
import { textOf } from '../../../src/show/failures/all.ts'
import { ProjectFolder } from '../support/project-folder.ts'

async function texts(yaml: string) {
  await using folder = await ProjectFolder.of({ 'compose.yaml': yaml })
  const failures = await folder.failed()
  return failures.map((failure) => {
    const { message, hint } = textOf(failure)
    const place = folder.describe(failure).split('compose.yaml:')[1] ?? ''
    return `${place} ${message}${hint ? ` (${hint})` : ''}`
  })
}

const service = (yaml: string) => `services: {a: {image: i, ${yaml}}}`

describe('what the schema does not allow', () => {
  it.each([
    [
      'ports: 80:80',
      [
        '1:33 services.a.ports must be a list, not a string (an item of a list is "- 80:80", on a line of its own)',
      ],
    ],
    [
      'ports: [80, {target: 1, publish: 3}]',
      ['1:50 services.a.ports[1] has no key "publish" (did you mean published?)'],
    ],
    [
      'environment: [{A: 1}]',
      [
        '1:40 services.a.environment[0] must be a string, not a mapping (an item of a list is "- NAME=value"; without the "-" it is "NAME: value")',
      ],
    ],
    ['volumes: [{type: bind, target: 18446744073709551615}]', [expect.stringMatching(/must be a string/)]],
    ['imag: j', ['1:26 services.a has no key "imag" (did you mean image?)']],
    ['volume: [x]', ['1:26 services.a has no key "volume" (did you mean volumes?)']],
    ['wibble: 1', ['1:26 services.a has no key "wibble" (keys of your own start with x-)']],
    [
      'command: {a: b}',
      [
        '1:35 services.a.command must be empty, a string or a list, not a mapping (each item of a list begins with "- ")',
      ],
    ],
    ['command: [1]', ['1:36 services.a.command[0] must be a string, not an integer (quote it: "1")']],
    [
      'environment: {A: [b]}',
      ['1:43 services.a.environment.A must be a string, a number, a boolean or empty, not a list'],
    ],
    ['environment: ', ['1:26 services.a.environment must be a mapping or a list, but is empty']],
    [
      'healthcheck: {test: x, interval: 5}',
      ['1:59 services.a.healthcheck.interval must be a string, not an integer (a duration has a unit: 5s)'],
    ],
    [
      'depends_on: {b: {condition: healthy}}',
      [
        '1:54 services.a.depends_on.b.condition cannot be "healthy": allowed is service_started, service_healthy, service_completed_successfully',
      ],
    ],
    ['depends_on: {b: {restart: true}}', ['1:39 services.a.depends_on.b needs "condition"']],
    ['volumes: [{source: x, target: /x}]', ['1:36 services.a.volumes[0] needs "type"']],
    [
      'volumes: [{type: bnd, source: x}]',
      [
        '1:43 services.a.volumes[0].type cannot be "bnd": allowed is bind, volume, tmpfs, cluster, npipe, image (did you mean bind?)',
      ],
    ],
    [
      'cap_add: [X, Y, X]',
      [
        /* read as one */
      ],
    ],
    ['security_opt: [x, x]', ['1:44 services.a.security_opt has x twice']],
    ['oom_score_adj: 2000', ['1:41 services.a.oom_score_adj must be at most 1000']],
    [
      'container_name: x',
      [
        '1:42 services.a.container_name cannot be "x": it must have at least two letters, digits, "_", "." or "-"',
      ],
    ],
    [
      'pull_policy: often',
      [
        '1:39 services.a.pull_policy cannot be "often": it must be always, never, missing, if_not_present, build, daily, weekly or every_ with a duration (every_12h)',
      ],
    ],
    ['build: {contxt: .}', ['1:34 services.a.build has no key "contxt" (did you mean context?)']],
    [
      'deploy: {resources: {limits: {memory: 5}}}',
      ['1:64 services.a.deploy.resources.limits.memory must be a string, not an integer (quote it: "5")'],
    ],
  ])('%s', async (yaml, expected) => {
    expect(await texts(service(yaml))).toEqual(expected)
  })

  it.each([
    ['ports: -80:80', ['the "-" of an item needs a space after it: - 80:80']],
    ['tty: 1', ['write true or false']],
    ['volumes: {./a: /b}', ['each item of a list begins with "- "']],
    [
      'depends_on: [{b: {condition: service_started}}]',
      ['an item of a list is "- NAME" alone; with settings it is "NAME:", without the "-"'],
    ],
    ['interval: 5s', ['did you mean healthcheck.interval?']],
    ['memory: 1g', ['did you mean deploy.resources.limits.memory?']],
    ['network: x', ['did you mean networks or build.network?']],
  ])('%s has a remedy', async (yaml, expected) => {
    await using folder = await ProjectFolder.of({ 'compose.yaml': service(yaml) })
    expect((await folder.failed()).map((failure) => textOf(failure).hint)).toEqual(expected)
  })

  it.each([
    [
      'services: {a: {image: i}, ports: ["80:80"]}',
      [
        "1:34 services.ports must be a mapping, not a list (if ports is to be a key of the service above it, indent it as that service's other keys)",
      ],
    ],
    [
      'services: {a: {image: i}, volumes: {data: x}}',
      [
        '1:37 services.volumes has no key "data" (if volumes is to be a key of the service above it, indent it as that service\'s other keys)',
      ],
    ],
    [
      'services: {a: "image:x"}',
      ['1:15 services.a must be a mapping, not a string (the ":" after a key needs a space: image: x)'],
    ],
    ['services: [a]', ['1:11 services must be a mapping, not a list']],
    ['services: {a: }', ['1:12 services.a must be a mapping, but is empty']],
    [
      'services: {a b: {image: i}}',
      ['1:12 "a b" is no name for services (names have letters, digits, ".", "_" and "-")'],
    ],
    ['servces: {a: {image: i}}', ['1:1 "servces" is no key of a compose file (did you mean services?)']],
    ['web: {image: i}', ['1:1 "web" is no key of a compose file (services go under "services:")']],
    [
      'services: {a: {image: i}}\nnetworks: {n: x}',
      ['2:15 networks.n must be a mapping or empty, not a string'],
    ],
    ['- a\n- b', ['1:1 a compose file must be a mapping, with services and the like as keys']],
    [
      'services:\n  a: {}\n  image: i',
      [
        "3:10 services.image must be a mapping, not a string (if image is to be a key of the service above it, indent it as that service's other keys)",
      ],
    ],
    [
      'version: 3\nservices: {a: {image: i}}',
      ['1:10 version must be a string, not an integer (quote it: "3")'],
    ],
  ])('%j', async (yaml, expected) => {
    expect(await texts(yaml)).toEqual(expected)
  })

  it('is told all at once, with variables and the rules of values', async () => {
    const yaml = [
      'services:',
      '  a: {image: "${I:?no image}", imge: x, tty: perhaps}',
      '  b: {image: i, ports: [x], hostname: {}}',
      'secrets: {s: {}}',
    ].join('\n')
    expect(await texts(yaml)).toEqual([
      '2:15 services.a.image needs the variable I, which has no value: no image (set I in the environment or in .env)',
      '2:46 services.a.tty must be true or false, not "perhaps"',
      '2:32 services.a has no key "imge" (did you mean image?)',
      '3:39 services.b.hostname must be a string, not a mapping',
      expect.stringMatching(/^3:25 "x" is no port/),
      expect.stringMatching(/^4:/),
    ])
  })
})

describe('what later stages find', () => {
  it('is told of closed sets, sizes, durations, ports, services and env files', async () => {
    const yaml = [
      'services:',
      '  a: {image: x, port: [1], restart: alway, env_file: no.env, stop_grace_period: 3 s, ports: ["80:80"]}',
      '  b: {restart: never, ports: ["80:81"], cap_add: [A B], network_mode: "service:z", depends_on: [c]}',
      '  c: {image: x, depends_on: [b]}',
    ].join('\n')
    await using folder = await ProjectFolder.of({ 'compose.yaml': yaml })
    const found = (await folder.failed()).map((failure) =>
      folder.describe(failure).split('compose.yaml:').join(''),
    )
    expect(found.sort()).toEqual([
      'dependency-cycle 4:30',
      'file-not-found 2:54',
      'not-allowed-value 2:37',
      'not-allowed-value 3:16',
      'port-published-twice 3:31',
      'reference-undefined 3:71',
      'service-without-image 3:3',
      'unknown-key 2:17',
      'value-invalid 2:81',
      'value-invalid 3:51',
    ])
  })

  it('is not told where something is missing that could not be read', async () => {
    const yaml = [
      'services:',
      '  a: {imge: x}',
      '  b: {image: [x]}',
      '  c: {image: x, build: {additional_contexts: {d: "service:d"}}}',
      '  d: {image: x, build: 3}',
    ].join('\n')
    await using folder = await ProjectFolder.of({ 'compose.yaml': yaml })
    expect((await folder.failed()).map(({ code }) => code)).toEqual([
      'unknown-key',
      'wrong-type',
      'wrong-type',
    ])
  })

  it('is told together with what the schema does not allow', async () => {
    const yaml = [
      'services:',
      '  web: {image: x, imge: y, mem_limit: zz, depends_on: [dbb], networks: [frnt, back]}',
      '  db: {image: [p], shm_size: 1zb, secrets: [s]}',
      'networks: {front: {drivr: bridge}, back: what}',
      'secrets: {s: 1}',
    ].join('\n')
    expect(await texts(yaml)).toEqual([
      expect.stringMatching(/^2:19 .*no key "imge"/),
      expect.stringMatching(/^3:15 .*must be a string/),
      expect.stringMatching(/^4:20 .*no key "drivr"/),
      expect.stringMatching(/^4:42 networks.back must be/),
      expect.stringMatching(/^5:14 secrets.s must be/),
      expect.stringMatching(/^2:39 .*mem_limit must be a size/),
      expect.stringMatching(/^3:30 .*shm_size must be a size/),
      expect.stringMatching(/^2:56 .*service "dbb".*\(did you mean "db"\?\)/),
      expect.stringMatching(/^2:73 .*network "frnt".*\(did you mean "front"\?\)/),
    ])
  })

  it('is not guessed at where names are not known', async () => {
    expect(await texts('services: {a: {image: i, networks: [n]}}\nnetwrks: {n: }')).toEqual([
      expect.stringMatching(/^2:1 .*"netwrks"/),
    ])
    expect(await texts('include: [gone.yaml]\nservices: {a: {image: i, networks: [n], tty: []}}')).toEqual([
      expect.stringMatching(/tty/),
      expect.stringMatching(/gone.yaml/),
    ])
  })
})

describe('warnings', () => {
  it.each([
    [service('hostname: "$H", user: "$H"'), ['variable-unset compose.yaml:1:37']],
    [`version: "3"\n${service('tty: true')}`, ['version-obsolete compose.yaml:1:1']],
    [service('tty: "yes"'), ['boolean-obsolete compose.yaml:1:31']],
  ])('%j', async (yaml, expected) => {
    await using folder = await ProjectFolder.of({ 'compose.yaml': yaml })
    const { warnings } = await folder.load()
    expect(warnings.map((warning) => folder.describe(warning))).toEqual(expected)
  })
})
