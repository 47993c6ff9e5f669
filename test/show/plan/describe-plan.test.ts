import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../src/model/reason.ts'
import type { Plan, PlanNode } from '../../../src/plan/graph.ts'
import type { NodeId, OperationKind } from '../../../src/plan/operation.ts'
import { createStyle, withoutSequences } from '../../../src/show/ansi.ts'
import { describePlan, describePlanNodes, planJson } from '../../../src/show/plan/describe-plan.ts'
import { describeReason } from '../../../src/show/plan/describe-reason.ts'

describe('reasons', () => {
  it.each<[Reason, string]>([
    [{ code: 'missing' }, 'does not exist yet'],
    [
      { code: 'changed', path: 'environment.LOG_LEVEL', from: 'info', to: 'debug' },
      'environment.LOG_LEVEL: "info" -> "debug"',
    ],
    [{ code: 'changed', path: 'environment.NEW', to: 'x' }, 'environment.NEW added: "x"'],
    [{ code: 'changed', path: 'init', from: true }, 'init removed, was true'],
    [{ code: 'changed', path: 'networks.back', to: null }, 'networks.back added'],
    [{ code: 'changed', path: 'networks.back', from: null }, 'networks.back removed'],
    [
      { code: 'changed', path: 'ports[1]', to: { mode: 'ingress', target: 80, protocol: 'tcp' } },
      'ports[1] added: "80/tcp"',
    ],
    [
      { code: 'changed', path: 'ports[0]', from: { host_ip: '::1', target: 80, published: '8080' } },
      'ports[0] removed, was "[::1]:8080:80/tcp"',
    ],
    [
      {
        code: 'changed',
        path: 'volumes[0]',
        to: { type: 'bind', source: '/a', target: '/b', read_only: true },
      },
      'volumes[0] added: "/a:/b:ro"',
    ],
    [
      { code: 'changed', path: 'volumes[0]', to: { type: 'tmpfs', target: '/t' } },
      'volumes[0] added: "tmpfs:/t"',
    ],
    [
      { code: 'changed', path: 'environment.DB_PASSWORD', from: 'a', to: 'b' },
      'environment.DB_PASSWORD: "****" -> "****"',
    ],
    [
      { code: 'changed', path: 'environment', to: { API_KEY: 'abc', KEYBOARD: 'de' } },
      'environment added: {"API_KEY":"****","KEYBOARD":"de"}',
    ],
    [
      { code: 'changed', path: 'environment.URL', from: 'pg://me:geheim@db/x', to: 'pg://me:anders@db/x' },
      'environment.URL: "pg://me:****@db/x" -> "pg://me:****@db/x"',
    ],
    [
      { code: 'changed', path: 'command', from: ['run', '--token=abc'], to: ['run'] },
      'command: ["run","--token=****"] -> ["run"]',
    ],
    [
      { code: 'changed', path: 'secrets', to: [{ source: 'db_password', target: 'pw' }] },
      'secrets added: [{"source":"db_password","target":"pw"}]',
    ],
    [
      {
        code: 'image-changed',
        image: 'app',
        from: `sha256:${'a'.repeat(64)}`,
        to: `sha256:${'b'.repeat(64)}`,
      },
      'image app is another one now: sha256:aaaaaaaaaaaa -> sha256:bbbbbbbbbbbb',
    ],
    [{ code: 'needed-by', service: 'api', condition: 'healthy' }, 'service "api" needs it healthy'],
    [{ code: 'scaled-down', from: 3, to: 1 }, 'scaled from 3 to 1'],
    [{ code: 'forced', flag: '--force-recreate' }, 'asked for by --force-recreate'],
    [{ code: 'stopped', state: 'exited' }, 'it has ended'],
    [{ code: 'stopped', state: 'paused' }, 'it is paused'],
  ])('%o', (reason, text) => {
    expect(describeReason(reason)).toBe(text)
  })

  it('show of long values where they differ', () => {
    const script = (end: string) => `${'echo a; '.repeat(40)}${end}`
    const text = describeReason({ code: 'changed', path: 'command', from: script('x'), to: script('y') })
    expect(text).toBe('command: … a; echo a; echo a; x" -> … a; echo a; echo a; y"')
  })

  it('are cut where a value is long', () => {
    const text = describeReason({ code: 'changed', path: 'command', to: 'x'.repeat(500) })
    expect([text.length < 110, text.endsWith('…')]).toEqual([true, true])
  })
})

const container = { container: { id: 'old' }, service: 'api' }
const group = (step: 'first' | 'middle' | 'last') => ({ verb: 'recreate', name: 'p-api-1', step }) as const
const handle = (text: string) => text as NodeId

const nodes: readonly PlanNode[] = [
  {
    id: handle('create-network p_default'),
    operation: { kind: 'create-network', key: 'default', body: { Name: 'p_default' } } as never,
    reasons: [{ code: 'missing' }],
    after: [],
  },
  {
    id: handle('create-container tmp_p-api-1'),
    operation: {
      kind: 'create-container',
      name: 'tmp_p-api-1',
      service: 'api',
      body: {},
      bindings: [],
    } as never,
    reasons: [{ code: 'changed', path: 'environment.LOG_LEVEL', from: 'info', to: 'debug' }],
    after: [handle('create-network p_default')],
    group: group('first'),
  },
  {
    id: handle('remove-container p-api-1'),
    operation: { kind: 'remove-container', name: 'p-api-1', volumes: false, force: true, ...container },
    reasons: [{ code: 'replaced' }],
    after: [handle('create-container tmp_p-api-1')],
    group: group('middle'),
  },
  {
    id: handle('rename-container p-api-1'),
    operation: { kind: 'rename-container', from: 'tmp_p-api-1', name: 'p-api-1', ...container },
    reasons: [{ code: 'replaced' }],
    after: [handle('remove-container p-api-1')],
    group: group('last'),
  },
  {
    id: handle('start-container p-api-1'),
    operation: { kind: 'start-container', name: 'p-api-1', ...container },
    reasons: [{ code: 'created' }],
    after: [handle('rename-container p-api-1')],
  },
]

const plan: Plan = {
  nodes,
  questions: [
    { code: 'recreate-volume', subject: 'p_data', reasons: [{ code: 'changed', path: 'driver', to: 'x' }] },
  ],
  unchanged: [{ kind: 'container', name: 'p-db-1' }],
  met: [],
  warnings: [],
}

function on(kind: OperationKind, name: string, service = 'a'): PlanNode {
  const operation = { kind, name, service, container: { id: 'x' } } as unknown as PlanNode['operation']
  return { id: handle(`${kind} ${name}`), operation, reasons: [], after: [] }
}

function network(verb: 'create' | 'remove'): PlanNode {
  const operation = { kind: `${verb}-network`, id: 'x', name: 'p_n', body: { Name: 'p_n' } } as unknown
  return {
    id: handle(`${verb}-network p_n`),
    operation: operation as PlanNode['operation'],
    reasons: [],
    after: [],
  }
}

describe('plans', () => {
  const shown = [
    '+ create network p_default   does not exist yet',
    '',
    'api',
    '  ↻ recreate p-api-1',
    '      environment.LOG_LEVEL: "info" -> "debug"   compose.yaml:7',
    '',
    'question: recreate volume p_data, which loses its data? driver added: "x"',
    '',
  ]
  const placeOf = (service: string, path: string) =>
    `${service} ${path}` === 'api environment.LOG_LEVEL' ? 'compose.yaml:7' : undefined

  it('name what a user would name, with the place of each change; what follows of itself is folded', () => {
    expect(describePlan(plan, { placeOf })).toBe(
      [
        ...shown,
        '1 to create, 1 to recreate, 1 unchanged; 3 steps that follow are shown by --verbose',
        '',
      ].join('\n'),
    )
  })

  it('show what follows when asked to', () => {
    const follows = [
      '      then remove p-api-1 (another one takes its place)',
      '      then rename tmp_p-api-1 to p-api-1 (another one takes its place)',
      '      then start p-api-1 (once it is created)',
    ]
    const all = [...shown.slice(0, 5), ...follows, ...shown.slice(5)]
    expect(describePlan(plan, { placeOf, verbose: true })).toBe(
      [...all, '1 to create, 1 to recreate, 1 unchanged', ''].join('\n'),
    )
  })

  it('are the same text with and without colour', () => {
    const painted = describePlan(plan, { placeOf, verbose: true, style: createStyle(true) })
    expect(painted).toContain('\u001b[36m↻\u001b[0m recreate')
    expect(painted).toContain('\u001b[32m+\u001b[0m create')
    expect(withoutSequences(painted)).toBe(describePlan(plan, { placeOf, verbose: true }))
  })

  it('have a sign for those who have only ASCII', () => {
    expect(describePlan(plan, { unicode: false })).toContain('  * recreate p-api-1\n')
  })

  it.each<[string, readonly Partial<PlanNode>[], string]>([
    ['what ran before', [on('start-container', 'p-a-1')], '~ start p-a-1'],
    [
      'what is no longer wanted',
      [on('stop-container', 'p-a-1'), on('remove-container', 'p-a-1')],
      '- remove p-a-1',
    ],
    [
      'what is stopped and started',
      [on('stop-container', 'p-a-1'), on('start-container', 'p-a-1')],
      '~ restart p-a-1',
    ],
    [
      'one step that follows',
      [on('create-container', 'p-a-1'), on('start-container', 'p-a-1')],
      '1 to create, 1 unchanged; 1 step that follows is shown by --verbose',
    ],
    ['a network made anew', [network('remove'), network('create')], '↻ recreate network p_n'],
    ['only waiting', [on('wait-container', 'p-a-1')], 'nothing to do, 1 unchanged; 1 to wait for'],
  ])('have one line for %s', (_, nodes, line) => {
    const text = describePlan({ ...plan, questions: [], nodes: nodes as PlanNode[] })
    expect(text.split('\n').map((one) => one.trim())).toContain(line)
  })

  it('have services after those they depend on, however their containers are created', () => {
    const create = (name: string) => on('create-container', `p-${name}-1`, name)
    const start = (name: string, ...after: string[]) => ({
      ...on('start-container', `p-${name}-1`, name),
      after: [`create-container p-${name}-1`, ...after.map((other) => `start-container p-${other}-1`)],
    })
    const nodes = [create('a'), create('b'), create('c'), start('c'), start('b', 'c'), start('a', 'b')]
    const text = describePlan({ ...plan, questions: [], nodes: nodes as PlanNode[] })
    expect(text.match(/^\w$/gm)).toEqual(['c', 'b', 'a'])
  })

  it('show every node in their golden form, in an order in which it could be done', () => {
    expect(describePlanNodes(plan)).toBe(
      [
        'create-network p_default       does not exist yet',
        'create-container tmp_p-api-1   [recreate p-api-1] environment.LOG_LEVEL: "info" -> "debug"',
        'remove-container p-api-1       [recreate p-api-1] another one takes its place',
        'rename-container p-api-1       [recreate p-api-1] another one takes its place',
        'start-container p-api-1        once it is created',
        'question: recreate volume p_data, which loses its data? driver added: "x"',
        '',
      ].join('\n'),
    )
  })

  it('say so when there is nothing to do', () => {
    expect(describePlan({ ...plan, nodes: [], questions: [] })).toBe('nothing to do, 1 unchanged\n')
  })

  it('are JSON without secrets', () => {
    const secret: PlanNode = {
      ...(nodes[0] as PlanNode),
      reasons: [{ code: 'changed', path: 'environment.TOKEN', from: 'hidden-a', to: 'hidden-b' }],
    }
    const json = planJson({ ...plan, nodes: [secret] })
    expect(json).not.toContain('hidden')
    expect(JSON.parse(json).nodes).toEqual([
      {
        id: 'create-network p_default',
        kind: 'create-network',
        description: 'create network p_default',
        after: [],
        reasons: [
          {
            code: 'changed',
            path: 'environment.TOKEN',
            from: '****',
            to: '****',
            text: 'environment.TOKEN: "****" -> "****"',
          },
        ],
      },
    ])
  })
})
