import type { FailureCode, FailurePayloads } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
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
}

/** A rule about how the parts of a service, or services, go together. */
export type ServiceCheck = (context: CheckContext) => void

/** The context for the checks of one service. */
export function checkContext(service: Service, project: Project, findings: Findings): CheckContext {
  return {
    service,
    project,
    findings,
    report: (code, data, ...below) => findings.add(code, data, ['services', service.name, ...below]),
  }
}
