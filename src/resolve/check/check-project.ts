import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { Findings } from '../findings.ts'
import { checkContext, type ServiceCheck } from './context.ts'
import { checkCycles } from './cycles.ts'
import { checkMountLooks, checkMountTargets } from './mounts.ts'
import { checkReferences } from './references.ts'
import { checkReplicas, checkSameValues } from './same-values.ts'
import { checkBuild, checkHealthcheck, checkImage, checkNetworkMode, checkWatch } from './service.ts'

const CHECKS: readonly ServiceCheck[] = [
  checkImage,
  checkBuild,
  checkNetworkMode,
  checkReferences,
  checkHealthcheck,
  checkSameValues,
  checkReplicas,
  checkWatch,
  checkMountTargets,
  checkMountLooks,
]

/** Checks that the parts of a project go together: Compose's consistency checks, for all services at once. */
export function checkProject(project: Project, findings: Findings): void {
  checkServices(Object.values(project.services), project, findings)
  checkSecrets(project, findings)
  checkCycles(project, findings)
}

/** The checks of single services. */
export function checkServices(services: readonly Service[], project: Project, findings: Findings): void {
  for (const service of services) {
    const context = checkContext(service, project, findings)
    for (const check of CHECKS) check(context)
  }
}

function checkSecrets({ secrets }: Project, findings: Findings): void {
  for (const [secret, { external, file, environment }] of Object.entries(secrets)) {
    if (!external && !file && !environment) {
      findings.add('secret-without-source', { secret }, ['secrets', secret])
    }
  }
}
