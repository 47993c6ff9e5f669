import type { Where } from '../../model/failure.ts'
import { besides } from '../../model/where.ts'
import type { CheckContext } from './context.ts'

const DRIVE = /^([A-Za-z]):[\\/]/
const ABSOLUTE = /^([\\/]|[A-Za-z]:)/

/** Warns of short forms that mean something else than they look like. */
export function checkMountLooks({ service, project, findings }: CheckContext): void {
  service.volumes?.forEach(({ type, source, target }, index) => {
    if (type !== 'volume' || source) return
    const where = findings.where(['services', service.name, 'volumes', index])
    const letter = DRIVE.exec(target)?.[1]
    if (letter !== undefined && Object.hasOwn(project.volumes, letter))
      findings.warn('mount-looks-like-drive', { service: service.name, volume: letter, target }, where)
    else if (!ABSOLUTE.test(target))
      findings.warn('mount-without-target', { service: service.name, target }, where)
  })
}

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
