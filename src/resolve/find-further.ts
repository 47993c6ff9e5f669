import type { Failure, FailureCode } from '../model/failure.ts'
import type { Loaded } from '../model/loaded.ts'
import { Findings } from './findings.ts'
import { RESOLVE_ALL, resolveModel, resolveTree } from './resolve-project.ts'
import type { ReadVariables } from './variables.ts'

/** Told of a service only where nothing was taken out of it: what was taken out may be what is missed. */
const OF_WHOLE_SERVICES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'service-without-image',
  'context-not-built',
])

/** Loading tells it in its own words. */
const TOLD_BY_LOADING: FailureCode = 'secret-without-source'

/**
 * What is wrong besides in what a loader left of a model of which it `told` what is wrong already: values, names of
 * what is not there, what does not go together, env files. Of what is at a place that was told of, nothing.
 */
export async function findFurther(
  rest: Loaded,
  told: readonly Failure[],
  readVariables: ReadVariables,
): Promise<readonly Failure[]> {
  const tree = resolveModel(rest, RESOLVE_ALL)
  const findings = new Findings(tree)
  await resolveTree(rest, tree, { ...RESOLVE_ALL, ports: 'warn', readVariables }, findings)
  const errors = told.filter(({ severity }) => severity === 'error')
  const incomplete = new Set(errors.flatMap(serviceOf))
  const areServicesWhole = !errors.some(leavesServicesOpen)
  const isWhole = (found: Failure) =>
    areServicesWhole && concerned(found).every((name) => !incomplete.has(name))
  const isNew = (found: Failure) =>
    found.code !== TOLD_BY_LOADING &&
    !errors.some((error) => overlap(error, found)) &&
    (!OF_WHOLE_SERVICES.has(found.code) || isWhole(found))
  return [...findings.warnings, ...findings.failures].filter(isNew)
}

/** Whether any service may lack what it extends, or a key that stands where services do. */
function leavesServicesOpen({ code, data }: Failure): boolean {
  return code.startsWith('extends-') || (data as { isOutdented?: boolean }).isOutdented === true
}

/** The service that a failure took something out of. */
function serviceOf({ data }: Failure): readonly string[] {
  const { path = [], service } = data as { path?: readonly (string | number)[]; service?: string }
  const [section, name] = path
  return section === 'services' && name !== undefined
    ? [String(name)]
    : service === undefined
      ? []
      : [service]
}

/** Services whose missing keys may be what a failure is about. */
function concerned({ data }: Failure): readonly string[] {
  const { service, target } = data as { service?: string; target?: string }
  return [service, target].filter((name) => name !== undefined)
}

function overlap({ at: one }: Failure, { at: other }: Failure): boolean {
  if (!one || !other || one.source !== other.source) return false
  return one.start < other.end && other.start < one.end
}
