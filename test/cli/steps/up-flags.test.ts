import { describe, expect, it } from 'vitest'
import { defaultsOf } from '../../../src/cli/parser.ts'
import { readUpMode, type UpFlags, upFlags, upIntent } from '../../../src/cli/steps/up-flags.ts'
import { failureOf } from '../support/failure-of.ts'

const none = defaultsOf(upFlags) as unknown as UpFlags

describe('readUpMode', () => {
  it.each<[Partial<UpFlags>, object]>([
    [{}, { detached: false, cascade: 'never' }],
    [{ detach: true }, { detached: true }],
    [{ wait: true }, { detached: true }],
    [{ abortOnContainerExit: true }, { cascade: 'on-exit' }],
    [{ abortOnContainerFailure: true }, { cascade: 'on-failure' }],
    [{ exitCodeFrom: 'tests' }, { cascade: 'on-exit', exitCodeFrom: 'tests' }],
    [{ exitCodeFrom: 'tests', abortOnContainerFailure: true }, { cascade: 'on-failure' }],
  ])('%j is %j', (flags, expected) => {
    expect(readUpMode({ ...none, ...flags })).toMatchObject(expected)
  })

  it.each<[Partial<UpFlags>, string[]]>([
    [
      { abortOnContainerExit: true, abortOnContainerFailure: true },
      ['--abort-on-container-failure', '--abort-on-container-exit'],
    ],
    [{ wait: true, abortOnContainerExit: true }, ['--wait', '--abort-on-container-exit']],
    [{ wait: true, exitCodeFrom: 'x' }, ['--wait', '--exit-code-from']],
    [{ wait: true, attach: ['x'] }, ['--wait', '--attach']],
    [{ wait: true, attachDependencies: true }, ['--wait', '--attach-dependencies']],
    [{ wait: true, abortOnContainerFailure: true }, ['--wait', '--abort-on-container-failure']],
    [{ wait: true, watch: true }, ['--wait', '--watch']],
    [{ detach: true, abortOnContainerExit: true }, ['--detach', '--abort-on-container-exit']],
    [{ detach: true, attach: ['x'] }, ['--detach', '--attach']],
    [{ detach: true, watch: true }, ['--detach', '--watch']],
    [{ attach: ['x'], attachDependencies: true }, ['--attach', '--attach-dependencies']],
    [{ noRecreate: true, renewAnonVolumes: true }, ['--no-recreate', '--renew-anon-volumes']],
    [{ noRecreate: true, alwaysRecreateDeps: true }, ['--no-recreate', '--always-recreate-deps']],
    [{ noBuild: true, watch: true }, ['--no-build', '--watch']],
  ])('%j contradicts itself', (flags, names) => {
    expect(failureOf(() => readUpMode({ ...none, ...flags }))).toMatchObject({
      code: 'flags-exclusive',
      data: { flags: names },
    })
  })

  it('wants no time before now', () => {
    expect(failureOf(() => readUpMode({ ...none, waitTimeout: -1 }))).toMatchObject({
      code: 'flag-value-invalid',
      data: { flag: '--wait-timeout' },
    })
  })
})

const surroundings = { environment: {}, now: () => 5000 }

describe('upIntent', () => {
  it.each<[Partial<UpFlags>, object]>([
    [{}, { recreate: 'diverged', recreateDependencies: 'diverged', start: true, build: 'needed', now: 5 }],
    [{ forceRecreate: true }, { recreate: 'force', recreateDependencies: 'diverged' }],
    [{ noRecreate: true }, { recreate: 'never', recreateDependencies: 'never' }],
    [{ alwaysRecreateDeps: true }, { recreate: 'diverged', recreateDependencies: 'force' }],
    [{ renewAnonVolumes: true }, { recreate: 'force', renewAnonymousVolumes: true }],
    [{ build: true }, { build: 'always' }],
    [{ noBuild: true }, { build: 'never' }],
    [{ noStart: true }, { start: false }],
    [{ wait: true }, { wait: true }],
    [{ pull: 'always' }, { pull: 'always' }],
    [{ scale: ['web=3', 'db=0'] }, { scale: { web: 3, db: 0 } }],
    [{ timeout: 0 }, { timeout: 0 }],
    [{ removeOrphans: true }, { removeOrphans: true }],
  ])('%j is %j', (flags, expected) => {
    expect(upIntent(surroundings, { ...none, ...flags }, [])).toMatchObject(expected)
  })

  it('leaves pulling to each service unless told otherwise', () => {
    expect(upIntent(surroundings, none, [])).not.toHaveProperty('pull')
    expect(upIntent(surroundings, { ...none, pull: 'policy' }, [])).not.toHaveProperty('pull')
  })

  it('lets a flag outweigh the environment', () => {
    const environment = { COMPOSE_REMOVE_ORPHANS: '1' }
    const on = upIntent({ ...surroundings, environment }, none, [])
    const off = upIntent({ ...surroundings, environment }, { ...none, removeOrphans: false }, [])
    expect([on.removeOrphans, off.removeOrphans]).toEqual([true, false])
  })

  it.each<[Partial<UpFlags>, Record<string, string>, object]>([
    [{ build: true, noBuild: true }, {}, { flags: ['--build', '--no-build'] }],
    [{ forceRecreate: true, noRecreate: true }, {}, { flags: ['--force-recreate', '--no-recreate'] }],
    [{ removeOrphans: true }, { COMPOSE_IGNORE_ORPHANS: 'true' }, {}],
    [{ pull: 'sometimes' }, {}, { flag: '--pull', value: 'sometimes' }],
    [{ scale: ['web'] }, {}, { flag: '--scale', value: 'web' }],
    [{ scale: ['web=-1'] }, {}, { flag: '--scale', value: 'web=-1' }],
  ])('%j with %j fails', (flags, environment, data) => {
    const read = () => upIntent({ ...surroundings, environment }, { ...none, ...flags }, [])
    expect(failureOf(read).data).toMatchObject(data)
  })
})
