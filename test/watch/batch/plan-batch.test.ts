import { describe, expect, it } from 'vitest'
import type { WatchRule } from '../../../src/model/develop.ts'
import { planBatch } from '../../../src/watch/batch/plan-batch.ts'
import { compileRules } from '../../../src/watch/rules/rule.ts'

const exec = { command: ['reload'] }

function plan(paths: readonly string[], rules: readonly (WatchRule & { service?: string })[]) {
  const sources = rules.map(({ service = 'web', ...rule }) => ({ service, rule, isFile: false }))
  return planBatch(new Map(paths.map((path) => [path, 'changed'])), compileRules(sources))
}

const entries = (map: ReadonlyMap<string, ReadonlyMap<string, string>>) =>
  Object.fromEntries([...map].map(([service, mapping]) => [service, Object.fromEntries(mapping)]))

describe('a batch of changes', () => {
  it('is copied to where it belongs, by every rule that it matches', () => {
    const { sync } = plan(
      ['/p/src/a.js', '/p/src/lib/b.js', '/p/other'],
      [
        { path: '/p/src', action: 'sync', target: '/app' },
        { path: '/p/src/lib', action: 'sync', target: '/lib' },
        { path: '/p/src', action: 'sync', target: '/worker', service: 'worker' },
      ],
    )
    expect(entries(sync)).toEqual({
      web: { '/app/a.js': '/p/src/a.js', '/app/lib/b.js': '/p/src/lib/b.js', '/lib/b.js': '/p/src/lib/b.js' },
      worker: { '/worker/a.js': '/p/src/a.js', '/worker/lib/b.js': '/p/src/lib/b.js' },
    })
  })

  it('restarts, rebuilds and runs a command once a service', () => {
    const actions = plan(
      ['/p/conf/a', '/p/conf/b', '/p/package.json', '/p/hook/x', '/p/hook/y'],
      [
        { path: '/p/conf', action: 'sync+restart', target: '/conf' },
        { path: '/p/package.json', action: 'rebuild' },
        { path: '/p/hook', action: 'sync+exec', target: '/hook', exec },
        { path: '/p/conf', action: 'restart', service: 'proxy' },
      ],
    )
    expect(Object.fromEntries(actions.restart)).toEqual({
      web: ['/p/conf/a', '/p/conf/b'],
      proxy: ['/p/conf/a', '/p/conf/b'],
    })
    expect(Object.fromEntries(actions.rebuild)).toEqual({ web: ['/p/package.json'] })
    expect([...(actions.exec.get('web') ?? [])]).toEqual([exec])
    expect(Object.keys(entries(actions.sync).web ?? {})).toEqual(['/conf/a', '/conf/b', '/hook/x', '/hook/y'])
  })

  it('that no rule is about leads to nothing', () => {
    const { sync, rebuild, restart, exec } = plan(['/q'], [{ path: '/p', action: 'sync', target: '/app' }])
    expect(sync.size + rebuild.size + restart.size + exec.size).toBe(0)
  })
})
