import type { FailureCode, FailurePayloads } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { besides } from '../../model/where.ts'
import type { Path } from '../decode.ts'
import type { Findings } from '../findings.ts'

/** What a check of one service works with. */
export interface CheckContext {
  readonly service: Service
  readonly project: Project
  readonly findings: Findings
  /** Adds an error about a value of the service. */
  report<C extends FailureCode>(
    code: C,
    data: FailurePayloads[C],
    ...below: readonly (string | number)[]
  ): void
  /** Adds an error about two values of the service that do not go together, at the place of the first. */
  reportBoth<C extends FailureCode>(code: C, data: FailurePayloads[C], first: Path, second: Path): void
}

/** A rule about how the parts of a service, or services, go together. */
export type ServiceCheck = (context: CheckContext) => void

/** The context for the checks of one service. */
export function checkContext(service: Service, project: Project, findings: Findings): CheckContext {
  const root = ['services', service.name]
  return {
    service,
    project,
    findings,
    report: (code, data, ...below) => findings.add(code, data, [...root, ...below]),
    reportBoth: (code, data, first, second) => {
      const where = findings.where([...root, ...first])
      findings.addAt(code, data, besides(where, 'the other is here', findings.where([...root, ...second])))
    },
  }
}
