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

/** Key and value of a label that is asked for. */
export function splitLabel(label: string): [key: string, value: string | undefined] {
  const sign = label.indexOf('=')
  return sign < 0 ? [label, undefined] : [label.slice(0, sign), label.slice(sign + 1)]
}

/**
 * What carries all these labels. The engine has selected it already; but whoever drops the filter on the way must not
 * make us change what is somebody else's.
 */
export function withLabels<T extends { readonly labels: Readonly<Record<string, string>> }>(
  all: readonly T[],
  asked: readonly string[],
): T[] {
  const wanted = asked.map(splitLabel)
  return all.filter(({ labels }) =>
    wanted.every(([key, value]) =>
      value === undefined ? Object.hasOwn(labels, key) : Object.hasOwn(labels, key) && labels[key] === value,
    ),
  )
}

/** The filter that selects what carries all these labels (`key` or `key=value`). */
export function labelFilter(labels: readonly string[]): { filters?: { label: string[] } } {
  return labels.length > 0 ? { filters: { label: [...labels] } } : {}
}
