import { closest } from '../../model/closest.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'

/** Fails on names of services (`isLookup`: in options) that are not among those given. */
export function checkNamed(
  services: Project['services'],
  named: readonly string[],
  { isLookup = false } = {},
): void {
  const unknown = named.filter((name) => !Object.hasOwn(services, name))
  if (unknown.length === 0) return
  const known = Object.keys(services)
  throw new Failed(
    unknown.map((service) => {
      const suggestion = closest(service, known)
      return failure('no-such-service', {
        service,
        known,
        ...(isLookup && { isLookup }),
        ...(suggestion !== undefined && { suggestion }),
      })
    }),
  )
}
