import type { Plan, PlanNode } from '../../plan/graph.ts'
import type { Operation, OperationKind } from '../../plan/operation.ts'
import { quote } from '../quote.ts'
import { describeOperation } from './describe-operation.ts'

/** What happens to one thing that a user would name: a container, a network, a volume, an image. */
export interface Thing {
  readonly sign: '+' | '~' | '-' | '↻'
  /** `recreate shop-api-1`. */
  readonly what: string
  /** The service it is of; what several share has none. */
  readonly service?: string
  /** The step that says why. */
  readonly main: PlanNode
  /** The other steps on it that do something, which follow of themselves. */
  readonly follows: readonly PlanNode[]
}

/** How much a kind tells of what happens to a thing, 1 the most; undefined what only follows or is waited for. */
const TELLING: Readonly<Record<OperationKind, number | undefined>> = {
  'pull-image': 1,
  'build-images': 1,
  'create-network': 1,
  'create-volume': 1,
  'create-container': 1,
  'remove-container': 2,
  'remove-network': 2,
  'remove-volume': 2,
  'remove-image': 2,
  'run-provider': 3,
  'kill-container': 4,
  'stop-container': 5,
  'restart-container': 6,
  'start-container': 7,
  'pause-container': 8,
  'unpause-container': 8,
  'connect-network': 9,
  'disconnect-network': 9,
  'copy-files': 10,
  'rename-container': undefined,
  'wait-container': undefined,
  'wait-time': undefined,
  'run-hook': undefined,
}

const SIGNS: Readonly<Record<string, Thing['sign']>> = {
  pull: '+',
  build: '+',
  create: '+',
  remove: '-',
  kill: '-',
  stop: '-',
  recreate: '↻',
}

/** The things of a plan: first what services share, then service by service, each after those it depends on. */
export function thingsOf(plan: Plan): Thing[] {
  const nodes = plan.nodes
  const places = new Map(nodes.map((node, at) => [node, at]))
  const groups = grouped(nodes, subjectOf)
  const things = [...groups.values()].flatMap((group) => thingOf(group) ?? [])
  // What is made in advance is made in any order; what is started stands after all that it waits for.
  const started = new Map<string, number>()
  for (const { service = '', main, follows } of things) {
    const at = [main, ...follows].findLast(({ operation }) => operation.kind === 'start-container') ?? main
    started.set(service, Math.max(started.get(service) ?? 0, places.get(at) ?? 0))
  }
  const rank = ({ service }: Thing) => (service === undefined ? -1 : (started.get(service) ?? 0))
  return things.toSorted((a, b) => rank(a) - rank(b))
}

/** Items by what `key` gives of them, in the order in which the first of each came. */
export function grouped<K, T>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/** The steps that are of no thing: waits for what stays as it is. */
export function otherSteps(plan: Plan, things: readonly Thing[]): number {
  const told = new Set(things.flatMap(({ main, follows }) => [main, ...follows]))
  return plan.nodes.filter((node) => !told.has(node)).length
}

function thingOf(group: readonly PlanNode[]): Thing | undefined {
  // What is done only in case something fails tells nothing of what is to be.
  const sure = group.filter(({ undoes }) => !undoes)
  const first = group.find((node) => node.group?.step === 'first')
  const telling = sure.filter(({ operation }) => TELLING[operation.kind] !== undefined)
  const [most] = telling.toSorted(
    (a, b) => (TELLING[a.operation.kind] ?? 0) - (TELLING[b.operation.kind] ?? 0),
  )
  const main = first ?? most
  if (!main) return undefined
  const what = first?.group
    ? quote(`${first.group.verb} ${first.group.name}`)
    : describeGroup(main.operation, sure)
  const [verb = ''] = what.split(' ')
  const services = group.flatMap(({ operation }) => servicesOf(operation))
  const [service] = services
  const isOnes = service !== undefined && services.every((other) => other === service)
  return {
    sign: SIGNS[verb] ?? '~',
    what,
    ...(isOnes && { service }),
    main,
    follows: group.filter((node) => node !== main),
  }
}

/** What is removed and created under one name is made anew; what is stopped and started, restarted. */
function describeGroup(main: Operation, group: readonly PlanNode[]): string {
  const text = describeOperation(main)
  const kinds = new Set(group.map(({ operation }) => operation.kind))
  if (kinds.has(main.kind.replace('create', 'remove') as OperationKind) && main.kind.startsWith('create'))
    return text.replace('create', 'recreate')
  if (main.kind === 'stop-container' && kinds.has('start-container')) return text.replace('stop', 'restart')
  return text
}

/** Steps with the same subject are about one thing. */
function subjectOf({ operation, group }: PlanNode): string {
  if (group) return `container ${group.name}`
  switch (operation.kind) {
    case 'pull-image':
    case 'remove-image':
      return `image ${operation.image}`
    case 'build-images':
      return `image ${operation.builds.map(({ image }) => image).join(', ')}`
    case 'create-network':
      return `network ${operation.body.Name}`
    case 'create-volume':
      return `volume ${operation.body.Name}`
    case 'remove-network':
      return `network ${operation.name}`
    case 'remove-volume':
      return `volume ${operation.name}`
    case 'connect-network':
    case 'disconnect-network':
      return `container ${operation.containerName}`
    case 'wait-time':
    case 'run-provider':
      return `service ${operation.service}`
    default:
      return `container ${operation.name}`
  }
}

function servicesOf(operation: Operation): readonly string[] {
  if (operation.kind === 'pull-image') return operation.services
  if (operation.kind === 'build-images') return operation.builds.map(({ service }) => service)
  return 'service' in operation ? [operation.service] : []
}
