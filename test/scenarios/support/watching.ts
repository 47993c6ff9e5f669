import { join } from 'node:path'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import type { Running } from './program.ts'
import type { Stack } from './stack.ts'
import { containerTree, hostTree } from './trees.ts'

/** A service that does nothing for long and is stopped at once. */
export const SLEEPER = 'image: busybox, command: ["sleep", "100000"], init: true, stop_grace_period: 0s'

/** Starts watching; resolves once every change is noticed. */
export async function watching(stack: Stack, ...args: string[]): Promise<Running> {
  const running = stack.start('watch', ...args)
  await running.prints('Watch enabled')
  return running
}

/** Waits until a directory of a container is as one of the host. */
export async function untilSame(stack: Stack, target: string, source: string, number = 1, service = 'web') {
  await eventually(async () => {
    const { Id } = await stack.container(service, number)
    expect(await containerTree(Id, target)).toEqual(hostTree(join(stack.folder, source)))
  })
}
