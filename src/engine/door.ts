import type Dockerode from 'dockerode'
import type { Transport } from './transport.ts'

/** What the method groups work with: dockerode's classes, and the transport below for what they cannot say. */
export interface Door {
  readonly docker: Dockerode
  readonly transport: Transport
}

/** Opens dockerode on a transport of ours. */
export async function openDoor(transport: Transport): Promise<Door> {
  const { default: Docker } = await import('dockerode')
  // `modem` is an option of dockerode that its type declarations do not know.
  const options: object = { modem: transport }
  return { docker: new Docker(options), transport }
}

/** The filter that selects what carries all these labels (`key` or `key=value`). */
export function labelFilter(labels: readonly string[]): { filters?: { label: string[] } } {
  return labels.length > 0 ? { filters: { label: [...labels] } } : {}
}
