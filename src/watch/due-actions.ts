import type { Hook } from '../model/service.ts'
import type { Actions } from './batch/plan-batch.ts'

/** Actions that interrupt a service, collected until the files have settled. */
export class DueActions {
  readonly rebuild = new Map<string, readonly string[]>()
  readonly restart = new Map<string, readonly string[]>()
  readonly exec = new Map<string, ReadonlySet<Hook>>()
  /** Milliseconds since the epoch: when the first change came that asked for one of them. */
  since: number | undefined

  get isEmpty(): boolean {
    return this.rebuild.size + this.restart.size + this.exec.size === 0
  }

  add({ rebuild, restart, exec }: Actions, since: number): void {
    for (const [service, paths] of rebuild)
      this.rebuild.set(service, joined(this.rebuild.get(service), paths))
    for (const [service, paths] of restart)
      this.restart.set(service, joined(this.restart.get(service), paths))
    for (const [service, hooks] of exec)
      this.exec.set(service, new Set([...(this.exec.get(service) ?? []), ...hooks]))
    if (!this.isEmpty) this.since ??= since
  }
}

function joined(before: readonly string[] = [], more: readonly string[]): readonly string[] {
  return [...new Set([...before, ...more])]
}
