import { labels as composeLabels } from '../../model/labels.ts'

/**
 * What a container is called before its log lines: its name without the project, unless the service names
 * its containers itself.
 */
export function logName({
  name,
  labels,
}: {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}): string {
  const project = labels[composeLabels.project] ?? ''
  const own = `${labels[composeLabels.service]}-${labels[composeLabels.containerNumber]}`
  const isDefault = name === `${project}-${own}` || name === `${project}_${own.replace(/-(\d+)$/, '_$1')}`
  return isDefault ? name.slice(project.length + 1) : name
}
