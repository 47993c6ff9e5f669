import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = resolve(import.meta.dirname, '../src')

/** What each folder may import besides itself; files named are single doors. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  files: ['model'],
  attributes: ['model'],
  elements: ['model', 'attributes/values'],
  load: ['model', 'files', 'attributes', 'elements'],
  resolve: ['model', 'attributes', 'elements', 'load/env'],
  engine: ['model', 'files'],
  build: ['model', 'files', 'engine/engine.ts'],
  plan: ['model', 'attributes', 'elements'],
  execute: ['model', 'files', 'plan', 'engine/engine.ts', 'engine/failures.ts', 'engine/observe.ts'],
  show: ['model', 'plan/graph.ts', 'plan/operation.ts'],
  watch: ['model', 'files'],
}

/** One external package, one door. */
const DOORS: Record<string, string> = {
  yaml: 'load/parse',
  ajv: 'load/validate',
  commander: 'cli',
  listr2: 'show/tty',
  chokidar: 'watch',
  dockerode: 'engine',
  'docker-modem': 'engine',
}

interface Import {
  readonly from: string
  readonly specifier: string
  /** By `import(…)`. */
  readonly isLazy: boolean
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : sourceFiles(path)
    return path.endsWith('.ts') ? [path] : []
  })
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)
  return [...found].map(([statement, specifier = '']) => ({
    from: relative(SRC, file),
    specifier,
    isLazy: /^import\s*\(/.test(statement),
  }))
}

const files = sourceFiles(SRC)
const imports = files.flatMap(importsOf)

describe('imports point one way', () => {
  for (const [folder, allowed] of Object.entries(MAY_IMPORT))
    it(`${folder} imports only ${['itself', ...allowed].join(', ')}`, () => {
      const wrong = imports
        .filter(({ from, specifier }) => from.startsWith(`${folder}/`) && specifier.startsWith('.'))
        .map(({ from, specifier }) => ({
          from,
          target: relative(SRC, resolve(SRC, dirname(from), specifier)),
        }))
        .filter(
          ({ target }) => ![folder, ...allowed].some((ok) => target === ok || target.startsWith(`${ok}/`)),
        )
      expect(wrong).toEqual([])
    })

  it('build/kit could be published alone: it takes nothing from here but the patterns of .dockerignore and the door to files', () => {
    const outside = imports
      .filter(({ from, specifier }) => from.startsWith('build/kit/') && specifier.startsWith('.'))
      .map(({ from, specifier }) => relative(SRC, resolve(SRC, dirname(from), specifier)))
      .filter((target) => !target.startsWith('build/kit/') && !/^(model\/patterns|files)\//.test(target))
    expect(outside).toEqual([])
  })

  it('nobody imports cli but cli', () => {
    const wrong = imports.filter(
      ({ from, specifier }) => !from.startsWith('cli/') && /\/cli\//.test(specifier),
    )
    expect(wrong).toEqual([])
  })

  it('has no cycles between files', () => {
    const graph = new Map<string, string[]>()
    for (const file of files)
      graph.set(
        relative(SRC, file),
        importsOf(file)
          // What is imported when it is called makes no cycle while modules load.
          .filter(
            ({ specifier, isLazy }) => !isLazy && specifier.startsWith('.') && specifier.endsWith('.ts'),
          )
          .filter(({ specifier }) => !isTypeOnly(file, specifier))
          .map(({ from, specifier }) => relative(SRC, resolve(SRC, dirname(from), specifier))),
      )
    expect(findCycle(graph)).toBeUndefined()
  })
})

describe('one package, one door', () => {
  for (const [name, door] of Object.entries(DOORS))
    it(`${name} is imported below ${door} only`, () => {
      const wrong = imports.filter(
        ({ from, specifier }) =>
          (specifier === name || specifier.startsWith(`${name}/`)) && !from.startsWith(door),
      )
      expect(wrong).toEqual([])
    })
})

/** Types are gone at run time: a cycle of types alone is none. */
function isTypeOnly(file: string, specifier: string): boolean {
  const text = readFileSync(file, 'utf8')
  const statement = new RegExp(
    `import type [^;']*?from '${specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`,
  )
  return statement.test(text)
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] | undefined => {
    if (done.has(file)) return undefined
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    path.push(file)
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return undefined
}
