/**
 * `npm run mutate`: makes thirty fixed faults, one after another, in a copy of the sources, and runs the unit tests that
 * stand beside each. A fault that no test notices is told and ends the script with 1. `--only N` makes that one alone.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PLAN = ['test/plan', 'test/execute']

/** What is changed, into what, and where the tests are that must notice. The text stands in the file once. */
const MUTATIONS = [
  // Plans
  ['src/plan/pull-policy.ts', "kind: 'refresh', seconds: 86_400", "kind: 'refresh', seconds: -86_400", PLAN],
  ['src/plan/pull-policy.ts', 'Number(number) * (', 'Number(number) / (', PLAN],
  [
    'src/plan/images.ts',
    'image.createdAt + policy.seconds < intent.now',
    'image.createdAt + policy.seconds > intent.now',
    PLAN,
  ],
  [
    'src/plan/images.ts',
    "return image ? undefined : { code: 'no-image' }",
    "return { code: 'no-image' }",
    PLAN,
  ],
  [
    'src/plan/verbs.ts',
    "visit(project, observed, intent, 'dependents-first', (container, before) =>\n    planStopOfAny",
    "visit(project, observed, intent, 'dependencies-first', (container, before) =>\n    planStopOfAny",
    PLAN,
  ],
  [
    'src/plan/verbs.ts',
    "'dependencies-first', (container, before) => {",
    "'dependents-first', (container, before) => {",
    PLAN,
  ],
  ['src/plan/down.ts', 'inDependencyOrder(graph).reverse()', 'inDependencyOrder(graph)', PLAN],
  ['src/plan/down.ts', "rmi === 'all' || isLocal", "rmi === 'all' && isLocal", PLAN],
  ['src/plan/decide.ts', 'Math.max(0, ...judged.map(({ number }) => number)) + 1', 'judged.length + 1', PLAN],
  [
    'src/plan/decide.ts',
    "if (container.state === 'dead') reasons.push",
    "if (container.state === 'exited') reasons.push",
    PLAN,
  ],
  ['src/plan/rolling.ts', "policy.order === 'stop-first'", "policy.order !== 'stop-first'", PLAN],
  [
    'src/plan/rolling.ts',
    'planUndo(replica, isStopFirst, [...started, good], plan)',
    'planUndo(replica, isStopFirst, [...started], plan)',
    PLAN,
  ],
  ['src/plan/rolling.ts', 'gate = delay > 0 && !isLast ?', 'gate = delay > 0 && isLast ?', PLAN],
  [
    'src/plan/start.ts',
    "if (dependency.condition === 'service_started') return started",
    'return started',
    PLAN,
  ],
  [
    'src/plan/start.ts',
    'if (!own && isSatisfied(replica, condition)) return undefined',
    'if (isSatisfied(replica, condition)) return undefined',
    PLAN,
  ],
  [
    'src/plan/graph.ts',
    'if (!a?.length || !b?.length) return undefined',
    'if (!a?.length || !b?.length) return a ?? b',
    PLAN,
  ],
  ['src/plan/phases.ts', 'return needed.has(id) ? images : [...images, ...creates]', 'return []', PLAN],
  [
    'src/plan/dependent-stops.ts',
    'const joined = before ? either(before.guard, guard) : guard',
    'const joined = guard',
    PLAN,
  ],
  ['src/plan/orphans.ts', "container.state === 'exited' || container.state === 'dead'", 'true', PLAN],
  ['src/plan/hooks.ts', '{ undoes: hooks },', '{ undoes: [started] },', PLAN],
  // Executing
  ['src/execute/execute.ts', 'if (left === 0) begin(follower)', 'begin(follower)', PLAN],
  [
    'src/execute/execute.ts',
    'node.undoes?.some((id) => failed.has(id))',
    'node.undoes?.every((id) => failed.has(id))',
    PLAN,
  ],
  ['src/execute/execute.ts', 'if (signal.aborted || broken) return', 'if (broken) return', PLAN],
  [
    'src/execute/execute.ts',
    'if (left.length > 0 && !signal.aborted)',
    'if (left.length > 0 && signal.aborted)',
    PLAN,
  ],
  ['src/execute/execute.ts', '(interrupt.aborted || ENDED_AT_ONCE.has(operation.kind))', 'true', PLAN],
  ['src/execute/results.ts', 'id !== undefined && id !== from', 'id !== undefined', PLAN],
  [
    'src/execute/handlers/wait.ts',
    "if (details.health === 'unhealthy') return { failed: details }",
    "if (details.health === 'unhealthy') return 'healthy'",
    PLAN,
  ],
  // Reading, and the engine
  [
    'src/model/graph.ts',
    "else order.push(trail.pop()?.name ?? '')",
    "else order.unshift(trail.pop()?.name ?? '')",
    [...PLAN, 'test/model'],
  ],
  [
    'src/engine/transport.ts',
    'onlyAsks ? waiting.abort(signal?.reason) : limit?.shorten(HURRIED)',
    'waiting.abort(signal?.reason)',
    ['test/engine/transport.test.ts'],
  ],
  ['src/engine/image-reference.ts', "colon > tagged.lastIndexOf('/')", 'colon > 0', ['test/engine']],
]

const root = fileURLToPath(new URL('..', import.meta.url))
const only = process.argv.includes('--only')
  ? Number(process.argv[process.argv.indexOf('--only') + 1])
  : undefined
const copy = mkdtempSync(join(tmpdir(), 'tscompose-mutate-'))
let survivors = 0
try {
  for (const path of [
    'src',
    'test',
    'schemas',
    'scripts',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ])
    cpSync(join(root, path), join(copy, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const [index, [file, from, to, tests]] of MUTATIONS.entries()) {
    const number = index + 1
    if (only !== undefined && only !== number) continue
    const path = join(copy, file)
    const text = readFileSync(path, 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`)
    writeFileSync(
      path,
      text.replace(from, () => to),
    )
    const args = ['vitest', 'run', '--project', 'unit', '--bail', '1', ...tests]
    const { status } = spawnSync('npx', args, { cwd: copy, stdio: 'ignore' })
    writeFileSync(path, text)
    if (status === 0) survivors++
    console.log(`${number} ${status === 0 ? 'SURVIVES' : 'killed'}  ${file}: ${from.replaceAll('\n', ' ')}`)
  }
} finally {
  rmSync(copy, { recursive: true })
}
console.log(`${survivors} of ${only === undefined ? MUTATIONS.length : 1} survive`)
process.exitCode = survivors === 0 ? 0 : 1
