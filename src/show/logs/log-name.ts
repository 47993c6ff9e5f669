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
  const project = labels['com.docker.compose.project'] ?? ''
  const own = `${labels['com.docker.compose.service']}-${labels['com.docker.compose.container-number']}`
  const isDefault = name === `${project}-${own}` || name === `${project}_${own.replace(/-(\d+)$/, '_$1')}`
  return isDefault ? name.slice(project.length + 1) : name
}
