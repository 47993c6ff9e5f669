import type { CreateContext } from '../../model/attribute.ts'
import type { Service } from '../../model/service.ts'

/** The service and the alias of a link (`db:database`). */
export function splitLink(link: string): { readonly target: string; readonly alias: string } {
  const [target = link, alias = target, ...rest] = link.split(':')
  return { target, alias: rest.length > 0 ? target : alias }
}

/**
 * Links as the engine wants them (`container:alias`): to each container of a linked service under its
 * alias and under the names that version 1 of Compose gave, and to containers outside of the project.
 */
export function linksOf({ links = [], external_links = [] }: Service, context: CreateContext): string[] {
  return [...links.flatMap((link) => linksTo(link, context)), ...external_links.map(external)]
}

function linksTo(link: string, { containersOf, number = 0, project }: CreateContext): string[] {
  const { target, alias } = splitLink(link)
  return containersOf(target).flatMap((container) => [
    `${container}:${alias}`,
    `${container}:${target}-${number}`,
    `${container}:${project.name}-${target}-${number}`,
  ])
}

function external(link: string): string {
  const { target, alias } = splitLink(link)
  return `${target}:${alias}`
}
