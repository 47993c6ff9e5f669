import type { Where } from '../../model/failure.ts'
import { besides } from '../../model/where.ts'
import type { CheckContext } from './context.ts'

/** Nothing is mounted over something else. */
export function checkMountTargets({ service, findings }: CheckContext): void {
  const mounted = new Map<string, Where>()
  const mount = (target: string, key: string, index: number): void => {
    const where = findings.where(['services', service.name, key, index])
    const first = mounted.get(target)
    if (first) {
      findings.addAt(
        'mount-target-twice',
        { service: service.name, target },
        besides(where, 'mounted here', first),
      )
    } else {
      mounted.set(target, where)
    }
  }
  service.tmpfs?.forEach((text, index) => {
    mount(text.split(':')[0] ?? text, 'tmpfs', index)
  })
  service.volumes?.forEach(({ target }, index) => {
    mount(target, 'volumes', index)
  })
}
