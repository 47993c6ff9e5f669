import { describe, expect, it } from 'vitest'
import type { WatchRule } from '../../../src/model/develop.ts'
import { compileRules, type RuleSource } from '../../../src/watch/rules/rule.ts'

function ruleOf(rule: Partial<WatchRule>, more: Partial<RuleSource> = {}) {
  const full: WatchRule = { path: '/p/src', action: 'sync', target: '/app', ...rule }
  const [compiled] = compileRules([{ service: 'web', rule: full, isFile: false, ...more }])
  if (!compiled) throw new Error('no rule')
  return compiled
}

describe('files are copied at first', () => {
  it.each<[boolean, Partial<WatchRule>]>([
    [false, {}],
    [true, { initial_sync: true }],
    [true, { extensions: { 'x-initialSync': true } }],
    [false, { extensions: { 'x-initialSync': false } }],
    [false, { extensions: { 'x-initialSync': 'yes' } }],
    [false, { initial_sync: false, extensions: { 'x-initialSync': true } }],
  ])('%s: %j', (expected, rule) => {
    expect(ruleOf(rule).initialSync).toBe(expected)
  })
})

describe('what a rule is about', () => {
  it.each<[string, Partial<WatchRule>, string[], string[]]>([
    ['everything below its path', {}, ['/p/src/a', '/p/src/a/b.js'], ['/p/srcs', '/p', '/q/src/a']],
    [
      'not what it ignores, at its root',
      { ignore: ['node_modules/'] },
      ['/p/src/x/node_modules'],
      ['/p/src/node_modules', '/p/src/node_modules/a/b.js'],
    ],
    [
      'not what it ignores, anywhere',
      { ignore: ['**/*.log'] },
      ['/p/src/log'],
      ['/p/src/a.log', '/p/src/x/y.log'],
    ],
    [
      'what is taken back',
      { ignore: ['gen', '!gen/keep.js'] },
      ['/p/src/gen/keep.js'],
      ['/p/src/gen/other.js'],
    ],
    [
      'only what it includes',
      { include: ['**/*.ts', 'static'] },
      ['/p/src/a.ts', '/p/src/static/x.css'],
      ['/p/src/a.js', '/p/src/x'],
    ],
    ['a leading slash is its root', { ignore: ['/tmp'] }, ['/p/src/a/tmp'], ['/p/src/tmp/x']],
    ['a pattern written in full', { ignore: ['/p/src/tmp'] }, ['/p/src/a'], ['/p/src/tmp/x']],
    [
      'not version control and swap files',
      {},
      ['/p/src/.gitignore'],
      ['/p/src/.git/index', '/p/src/x/.git', '/p/src/.a.js.swp', '/p/src/a.js~', '/p/src/4913', '/p/src/.#a'],
    ],
  ])('%s', (_, rule, meant, others) => {
    const compiled = ruleOf(rule)
    expect(meant.filter((path) => !compiled.matches(path))).toEqual([])
    expect(others.filter((path) => compiled.matches(path))).toEqual([])
  })

  it('what the build context leaves out is not watched', () => {
    const rule = ruleOf({ path: '/p' }, { ignoreFile: { root: '/p/web', lines: ['dist', '!dist/kept'] } })
    expect(rule.matches('/p/web/dist/a')).toBe(false)
    expect(rule.matches('/p/web/dist/kept')).toBe(true)
    expect(rule.matches('/p/dist/a')).toBe(true)
  })
})

describe('which directories are watched', () => {
  it.each<[string, Partial<WatchRule>, string[], string[]]>([
    [
      'those that are not ignored',
      { ignore: ['node_modules'] },
      ['/p/src', '/p/src/a'],
      ['/p/src/node_modules', '/p/src/node_modules/x', '/p'],
    ],
    [
      'those in which something is taken back',
      { ignore: ['gen', '!gen/x/keep'] },
      ['/p/src/gen', '/p/src/gen/x'],
      ['/p/src/gen/y'],
    ],
    [
      'those in which something is included',
      { include: ['a/b'] },
      ['/p/src', '/p/src/a', '/p/src/a/b'],
      ['/p/src/c'],
    ],
  ])('%s', (_, rule, reached, others) => {
    const compiled = ruleOf(rule)
    expect(reached.filter((path) => !compiled.reaches(path))).toEqual([])
    expect(others.filter((path) => compiled.reaches(path))).toEqual([])
  })
})

describe('where a path goes', () => {
  it.each<[string, Partial<WatchRule>, boolean, string, string | undefined]>([
    ['below the target', {}, false, '/p/src/a/b.js', '/app/a/b.js'],
    ['the target may end with a slash', { target: '/app/' }, false, '/p/src/a.js', '/app/a.js'],
    [
      'a file to a file',
      { path: '/p/package.json', target: '/app/package.json' },
      true,
      '/p/package.json',
      '/app/package.json',
    ],
    [
      'a file into a directory',
      { path: '/p/package.json', target: '/app/' },
      true,
      '/p/package.json',
      '/app/package.json',
    ],
    ['nowhere, for a restart', { action: 'restart' }, false, '/p/src/a.js', undefined],
    ['nowhere, for a rebuild', { action: 'rebuild' }, false, '/p/src/a.js', undefined],
  ])('%s', (_, rule, isFile, path, target) => {
    expect(ruleOf(rule, { isFile }).targetOf(path)).toBe(target)
  })
})
