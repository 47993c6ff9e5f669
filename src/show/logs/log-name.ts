import { labels as composeLabels } from '../../model/labels.ts'
import { withoutReplaced } from '../../model/names.ts'

/**
 * What a container is called before its log lines: its name without the project, unless the service names
 * its containers itself. One that is still to take another's place is called as it will be.
 */
export function logName({
  name: given,
  labels,
}: {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}): string {
  const name = withoutReplaced(given)
  const project = labels[composeLabels.project] ?? ''
  const own = `${labels[composeLabels.service]}-${labels[composeLabels.containerNumber]}`
  const isDefault = name === `${project}-${own}` || name === `${project}_${own.replace(/-(\d+)$/, '_$1')}`
  return isDefault ? name.slice(project.length + 1) : name
}
