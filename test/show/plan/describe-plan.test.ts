import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../src/model/reason.ts'
import type { Plan, PlanNode } from '../../../src/plan/operation.ts'
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
const part = (step: 'first' | 'middle' | 'last') => ({ of: 'recreate', name: 'p-api-1', step }) as const

const nodes: readonly PlanNode[] = [
  {
    id: 'start-container p-api-1',
    operation: { kind: 'start-container', name: 'p-api-1', ...container },
    reasons: [{ code: 'created' }],
    after: ['rename-container p-api-1'],
  },
  {
    id: 'create-container tmp_p-api-1',
    operation: {
      kind: 'create-container',
      name: 'tmp_p-api-1',
      service: 'api',
      body: {},
      bindings: [],
    } as never,
    reasons: [{ code: 'changed', path: 'environment.LOG_LEVEL', from: 'info', to: 'debug' }],
    after: ['create-network p_default'],
    part: part('first'),
  },
  {
    id: 'remove-container p-api-1',
    operation: { kind: 'remove-container', name: 'p-api-1', volumes: false, force: true, ...container },
    reasons: [{ code: 'replaced' }],
    after: ['create-container tmp_p-api-1'],
    part: part('middle'),
  },
  {
    id: 'rename-container p-api-1',
    operation: { kind: 'rename-container', from: 'tmp_p-api-1', name: 'p-api-1', ...container },
    reasons: [{ code: 'replaced' }],
    after: ['remove-container p-api-1'],
    part: part('last'),
  },
  {
    id: 'create-network p_default',
    operation: { kind: 'create-network', key: 'default', body: { Name: 'p_default' } } as never,
    reasons: [{ code: 'missing' }],
    after: [],
  },
]

const plan: Plan = {
  nodes,
  questions: [
    { code: 'recreate-volume', subject: 'p_data', reasons: [{ code: 'changed', path: 'driver', to: 'x' }] },
  ],
  unchanged: [{ kind: 'container', name: 'p-db-1' }],
  warnings: [],
}

describe('plans', () => {
  it('name what a user would name', () => {
    expect(describePlan(plan)).toBe(
      [
        'create network p_default   does not exist yet',
        'recreate p-api-1           environment.LOG_LEVEL: "info" -> "debug"',
        'start p-api-1              it was just created',
        'question: recreate volume p_data, which loses its data? driver added: "x"',
        '',
        '1 to create, 1 to recreate, 1 to start, 1 unchanged',
        '',
      ].join('\n'),
    )
  })

  it('show every node in their golden form, in an order in which it could be done', () => {
    expect(describePlanNodes(plan)).toBe(
      [
        'create-network p_default       does not exist yet',
        'create-container tmp_p-api-1   [recreate p-api-1] environment.LOG_LEVEL: "info" -> "debug"',
        'remove-container p-api-1       [recreate p-api-1] another one takes its place',
        'rename-container p-api-1       [recreate p-api-1] another one takes its place',
        'start-container p-api-1        it was just created',
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
      ...(nodes[4] as PlanNode),
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
