import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failed, failure } from '../../../src/model/failure.ts'
import type { SyncDoor } from '../../../src/watch/sync/door.ts'
import { Mirror } from '../../../src/watch/sync/mirror.ts'
import { filesOfTar } from '../../scenarios/support/tar.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tscompose-mirror-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Containers in memory: what is in them by path. */
function fakeEngine() {
  const contents: Record<string, Record<string, string>> = {}
  const state = { away: false, hasNoRm: false, cause: 'no-rm' as 'no-rm' | 'not-run' }
  const puts: string[] = []
  const door: SyncDoor = {
    async put(container, tar) {
      if (state.away) throw new Error('away')
      puts.push(container)
      contents[container] = { ...contents[container], ...filesOfTar(tar as Buffer) }
    },
    async remove(container, targets) {
      if (state.away) throw new Error('away')
      if (state.hasNoRm)
        throw new Failed(
          failure('watch-remove-failed', { container, paths: targets, reason: 'no', cause: state.cause }),
        )
      for (const target of targets) delete contents[container]?.[target.slice(1)]
    },
    isGone: () => false,
  }
  return { contents, door, state, puts }
}

const running = (id: string) => ({ id, service: 'web', running: true })
const nothing = () => new Map<string, string>()
const everything = () => true

function save(name: string, text: string): Map<string, string> {
  writeFileSync(join(folder, name), text)
  return mapping(name)
}

const mapping = (name: string) => new Map([[`/app/${name}`, join(folder, name)]])

describe('a mirror', () => {
  it('brings what changed into every container, and takes out what went', async () => {
    const { contents, door } = fakeEngine()
    const mirror = new Mirror(nothing, everything)
    mirror.update([running('one'), running('two')])
    mirror.add(save('a', '1'))
    const [result] = await mirror.deliver(door)
    expect(result).toMatchObject({ containers: 2, files: 1, removed: 0, bytes: 1 })
    expect(contents).toEqual({ one: { 'app/a': '1' }, two: { 'app/a': '1' } })
    rmSync(join(folder, 'a'))
    mirror.add(mapping('a'))
    expect(await mirror.deliver(door)).toMatchObject([{ files: 0, removed: 1 }])
    expect(contents).toEqual({ one: {}, two: {} })
    expect(await mirror.deliver(door)).toEqual([])
  })

  it('gives a new container everything that was ever copied, and all there is where that is asked for', async () => {
    const { contents, door } = fakeEngine()
    const mirror = new Mirror(() => save('whole', 'w'), everything)
    mirror.add(save('a', '1'))
    mirror.add(save('b', '2'))
    expect(mirror.update([running('one')])).toBe(true)
    await mirror.deliver(door)
    expect(mirror.update([running('one')])).toBe(false)
    expect(contents.one).toEqual({ 'app/a': '1', 'app/b': '2', 'app/whole': 'w' })
  })

  it('looks at the host once for containers that are new together, and tells of them as one', async () => {
    const { contents, door } = fakeEngine()
    let looks = 0
    const whole = () => {
      looks += 1
      return save('whole', 'w')
    }
    const mirror = new Mirror(whole, everything)
    mirror.add(save('a', '1'))
    mirror.update([running('one'), running('two')])
    expect(await mirror.deliver(door)).toMatchObject([{ containers: 2, files: 2 }])
    expect(contents.one).toEqual(contents.two)
    expect(looks).toBe(1)
  })

  it('keeps what could not be delivered, and delivers the latest then', async () => {
    const { contents, door, state } = fakeEngine()
    const mirror = new Mirror(nothing, everything)
    mirror.update([running('one')])
    state.away = true
    mirror.add(save('a', '1'))
    const [failed] = await mirror.deliver(door)
    expect(failed?.failed.size).toBe(1)
    mirror.add(save('a', '2'))
    state.away = false
    await mirror.deliver(door)
    expect(contents.one).toEqual({ 'app/a': '2' })
  })

  it('removes nothing from a container that does not run until it does', async () => {
    const { contents, door } = fakeEngine()
    const mirror = new Mirror(nothing, everything)
    mirror.update([running('one')])
    mirror.add(save('a', '1'))
    await mirror.deliver(door)
    mirror.update([{ ...running('one'), running: false }])
    rmSync(join(folder, 'a'))
    mirror.add(new Map([...mapping('a'), ...save('b', '2')]))
    await mirror.deliver(door)
    expect(contents.one).toEqual({ 'app/a': '1', 'app/b': '2' })
    mirror.update([running('one')])
    await mirror.deliver(door)
    expect(contents.one).toEqual({ 'app/b': '2' })
  })

  it('tells that nothing can be removed, and goes on', async () => {
    const { contents, door, state } = fakeEngine()
    const mirror = new Mirror(nothing, everything)
    mirror.update([running('one')])
    state.hasNoRm = true
    mirror.add(new Map([...mapping('gone'), ...save('b', '2')]))
    const [result] = await mirror.deliver(door)
    expect(result?.warnings).toMatchObject([{ code: 'watch-remove-failed' }])
    expect(contents.one).toEqual({ 'app/b': '2' })
    expect(await mirror.deliver(door)).toEqual([])
  })

  it('removes later what could not be removed now', async () => {
    const { contents, door, state } = fakeEngine()
    const mirror = new Mirror(nothing, everything)
    mirror.update([running('one')])
    mirror.add(save('a', '1'))
    await mirror.deliver(door)
    rmSync(join(folder, 'a'))
    Object.assign(state, { hasNoRm: true, cause: 'not-run' })
    mirror.add(new Map([...mapping('a'), ...save('b', '2')]))
    expect(await mirror.deliver(door)).toMatchObject([{ containers: 1, files: 1, removed: 0 }])
    expect(contents.one).toEqual({ 'app/a': '1', 'app/b': '2' })
    state.hasNoRm = false
    expect(await mirror.deliver(door)).toMatchObject([{ files: 0, removed: 1 }])
    expect(contents.one).toEqual({ 'app/b': '2' })
  })

  it('forgets what rules do not lead to any more', async () => {
    const { contents, door } = fakeEngine()
    const wanted = { all: true }
    const mirror = new Mirror(nothing, (target) => wanted.all || target === '/app/b')
    mirror.add(save('a', '1'))
    mirror.add(save('b', '2'))
    wanted.all = false
    mirror.prune()
    mirror.update([running('one')])
    await mirror.deliver(door)
    expect(contents.one).toEqual({ 'app/b': '2' })
  })
})
