import type { CreateContext } from '../model/attribute.ts'
import type { Failure } from '../model/failure.ts'
import type { Desired } from './desired.ts'

/** What the body of a replica's container is made with, besides its service. */
export function createContext(
  { project, api, readFile, proxies }: Desired,
  { name, number }: { readonly name: string; readonly number: number },
  rest: Pick<CreateContext, 'containersOf' | 'inherited'> & { warn(failure: Failure): void },
): CreateContext {
  return {
    project,
    containerName: name,
    number,
    api,
    serviceAlias: true,
    readFile,
    ...(proxies && { proxies }),
    ...rest,
  }
}
