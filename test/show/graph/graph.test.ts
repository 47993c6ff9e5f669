import { describe, expect, it } from 'vitest'
import type { Dependency, Service } from '../../../src/model/service.ts'
import { createStyle } from '../../../src/show/ansi.ts'
import { graphDot } from '../../../src/show/graph/dot.ts'
import { graphOf } from '../../../src/show/graph/edges.ts'
import { graphMermaid } from '../../../src/show/graph/mermaid.ts'
import { graphText } from '../../../src/show/graph/text.ts'
import { drawTree } from '../../../src/show/graph/tree.ts'

const started: Dependency = { condition: 'service_started', required: true }
const healthy: Dependency = { condition: 'service_healthy', required: true }
const completed: Dependency = { condition: 'service_completed_successfully', required: true }

function project(dependencies: Readonly<Record<string, Readonly<Record<string, Dependency>>>>) {
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, depends_on]): [string, Service] => [name, { name, depends_on }]),
  )
}

const shop = project({
  web: { api: { ...healthy, restart: true }, cache: { ...started, required: false } },
  api: { db: healthy, migrate: completed },
  migrate: { db: started },
  db: {},
  cache: {},
  end: { gone: { ...started, required: false } },
})

const text = (services: Readonly<Record<string, Service>>, unicode = true) =>
  graphText(services, { unicode, style: createStyle(false) })

describe('the dependency graph', () => {
  it('is a tree with conditions', () => {
    expect(text(shop)).toBe(
      [
        'end',
        'web',
        '├─ api (healthy, restart)',
        '│  ├─ db (healthy)',
        '│  └─ migrate (completed)',
        '│     └─ db (started)',
        '└─ cache (started, optional)',
        '',
      ].join('\n'),
    )
  })

  it('shows what hangs on a service once', () => {
    const diamond = project({ a: { c: started }, b: { c: healthy }, c: { d: started }, d: {} })
    expect(text(diamond, false)).toBe(
      ['a', '`- c (started)', '   `- d (started)', 'b', '`- c (healthy), see above', ''].join('\n'),
    )
  })

  it('is nothing without services', () => {
    expect(text({})).toBe('')
  })

  it('may be a chain of any length', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`s${i}`, i < 2999 ? { [`s${i + 1}`]: started } : {}]),
    )
    const branches = drawTree(graphOf(project(chain)), { unicode: true })
    expect(branches).toHaveLength(3000)
    expect(branches.at(-1)?.lead).toHaveLength(3 * 2999)
  })

  it('is a Mermaid flowchart', () => {
    expect(graphMermaid(shop)).toBe(
      [
        'flowchart TD',
        '    s0["api"]',
        '    s1["cache"]',
        '    s2["db"]',
        '    s3["end"]',
        '    s4["migrate"]',
        '    s5["web"]',
        '    s0 -->|healthy| s2',
        '    s0 -->|completed| s4',
        '    s4 -->|started| s2',
        '    s5 -->|healthy, restart| s0',
        '    s5 -.->|started, optional| s1',
        '',
      ].join('\n'),
    )
  })

  it('is input for Graphviz', () => {
    expect(graphDot('shop', project({ web: { db: healthy, x: started }, db: {}, x: {} }))).toBe(
      [
        'digraph "shop" {',
        '  "db"',
        '  "web"',
        '  "x"',
        '  "web" -> "db" [label="healthy"]',
        '  "web" -> "x" [label="started"]',
        '}',
        '',
      ].join('\n'),
    )
    expect(graphDot('shop', shop)).toContain('"web" -> "cache" [label="started, optional", style=dashed]')
  })
})
