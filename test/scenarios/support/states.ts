import { eventually } from './eventually.ts'
import type { Stack } from './stack.ts'

/** What there is of a project: the state of each container, by its name without the project's. */
export async function states(stack: Stack): Promise<Record<string, string>> {
  const containers = await stack.containers()
  return Object.fromEntries(containers.map((one) => [shortName(stack, one.Name), one.State.Status]))
}

/** The id of each container and when it was started last: what stays when nothing is done. */
export async function runs(stack: Stack): Promise<Record<string, string>> {
  const containers = await stack.containers()
  return Object.fromEntries(
    containers.map(({ Id, Name, State }) => [shortName(stack, Name), `${Id} ${State.StartedAt}`]),
  )
}

/** Resolves once the containers of some services have ended. */
export async function ended(stack: Stack, ...services: readonly string[]): Promise<void> {
  for (const service of services)
    await eventually(async () => {
      const { State } = await stack.container(service)
      if (State.Status !== 'exited') throw new Error(`${service} is ${State.Status}`)
    })
}

function shortName({ name: project }: Stack, name: string): string {
  return name.replace(`/${project}-`, '').replace(/^\//, '')
}
