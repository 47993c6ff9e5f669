import type { Project } from '../../model/project.ts'
import type { Findings } from '../findings.ts'
import { checkContainerNames } from './container-names.ts'
import type { CheckContext, ServiceCheck } from './context.ts'
import { checkCycles } from './cycles.ts'
import { checkMountTargets } from './mounts.ts'
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
]

/** Checks that the parts of a project go together: Compose's consistency checks, for all services at once. */
export function checkProject(project: Project, findings: Findings): void {
  for (const service of Object.values(project.services)) {
    const context: CheckContext = {
      service,
      project,
      findings,
      report: (code, data, ...below) => findings.add(code, data, ['services', service.name, ...below]),
    }
    for (const check of CHECKS) check(context)
  }
  checkSecrets(project, findings)
  checkContainerNames(project, findings)
  checkCycles(project, findings)
}

function checkSecrets({ secrets }: Project, findings: Findings): void {
  for (const [secret, { external, file, environment }] of Object.entries(secrets)) {
    if (!external && !file && !environment) {
      findings.add('secret-without-source', { secret }, ['secrets', secret])
    }
  }
}
