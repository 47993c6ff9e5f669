import { describe, expect, it } from 'vitest'
import { failuresOf, resolveText } from '../support/canonical.ts'

const text = `
services:
  web: {image: x, depends_on: [db], networks: [front]}
  db: {image: x, networks: [back]}
  admin: {image: x, profiles: [tools, debug], depends_on: [db]}
  lone: {image: x, profiles: [debug], depends_on: {admin: {condition: service_started, required: false}}}
  tied: {image: x, profiles: [other], depends_on: [admin]}
networks: {front: , back: , unused: }
`

async function select(services: readonly string[], profiles: readonly string[] = []) {
  const { project } = await resolveText(text, { profiles }, { services })
  return Object.keys(project.services).sort()
}

describe('profiles', () => {
  it.each<[profiles: string[], services: string[]]>([
    [[], ['db', 'web']],
    [['tools'], ['admin', 'db', 'web']],
    [['debug'], ['admin', 'db', 'lone', 'web']],
    [['*'], ['admin', 'db', 'lone', 'tied', 'web']],
  ])('%j enables %j', async (profiles, services) => {
    expect(await select([], profiles)).toEqual(services)
  })

  it('names the profiles that would enable what is needed', async () => {
    const [failure] = await failuresOf(resolveText(text, { profiles: ['other'] }))
    expect(failure).toMatchObject({
      code: 'dependency-disabled',
      data: { service: 'tied', dependency: 'admin', profiles: ['tools', 'debug'] },
    })
  })

  it('warns of one that no service has', async () => {
    const { warnings } = await resolveText(text, { profiles: ['tool'] })
    expect(warnings).toMatchObject([
      { code: 'profile-unknown', data: { profile: 'tool', suggestion: 'tools' } },
    ])
  })
})

describe('services named', () => {
  it.each<[names: string[], services: string[]]>([
    [['web'], ['db', 'web']],
    [['db'], ['db']],
    [['admin'], ['admin', 'db']],
    [['lone'], ['admin', 'db', 'lone']],
    [['w*'], ['db', 'web']],
    [['[dw]?', 'd?'], ['db']],
  ])('%j selects %j', async (names, services) => {
    expect(await select(names)).toEqual(services)
  })

  it('disables the others, and forgets who depended on them', async () => {
    const { project } = await resolveText(text, {}, { services: ['db'] })
    expect(Object.keys(project.disabled).sort()).toEqual(['admin', 'lone', 'tied', 'web'])
  })

  it('checks what is enabled by being named', async () => {
    const bad = 'services:\n  ok: {image: x}\n  bad: {profiles: [p], networks: [none], depends_on: [gone]}'
    const failures = await failuresOf(resolveText(bad, {}, { services: ['bad'] }))
    expect(failures.map(({ code }) => code).sort()).toEqual([
      'reference-undefined',
      'reference-undefined',
      'service-without-image',
    ])
    expect(await failuresOf(resolveText(bad, {}, { services: ['ok'] }))).toEqual([])
  })

  it('names the profile that a selected service needs besides', async () => {
    const [failure] = await failuresOf(resolveText(text, {}, { services: ['tied'], consistency: false }))
    expect(failure).toMatchObject({
      code: 'dependency-disabled',
      data: { service: 'tied', dependency: 'admin' },
    })
  })

  it('minds container names of what is selected alone', async () => {
    const same =
      'services:\n  a: {image: x, container_name: cc}\n  b: {image: x, container_name: cc}\n  c: {image: x}'
    expect(await failuresOf(resolveText(same, {}, { services: ['a', 'c'] }))).toEqual([])
    expect(await failuresOf(resolveText(same, {}, { resolveEnvironment: false }))).toEqual([])
    expect(await failuresOf(resolveText(same))).toHaveLength(1)
  })

  it('follows long chains', async () => {
    const length = 12_000
    const chain = Array.from(
      { length },
      (_, i) => `  s${i}: {image: x${i > 0 ? `, depends_on: [s${i - 1}]` : ''}}`,
    )
    const { project } = await resolveText(
      `services:\n${chain.join('\n')}`,
      {},
      { services: [`s${length - 1}`] },
    )
    expect(Object.keys(project.services)).toHaveLength(length)
  }, 60_000)

  it('fails on one that is not there', async () => {
    const failures = await failuresOf(resolveText(text, {}, { services: ['wep', 'x'] }))
    expect(failures.map(({ code, data }) => [code, data])).toEqual([
      ['no-such-service', { service: 'wep', known: ['web', 'db'], suggestion: 'web' }],
      ['no-such-service', { service: 'x', known: ['web', 'db'] }],
    ])
  })
})

describe('what is not used', () => {
  it('is left out', async () => {
    const { project } = await resolveText(text, {}, { services: ['db'] })
    expect(Object.keys(project.networks)).toEqual(['back'])
  })

  it('is kept on request', async () => {
    const { project } = await resolveText(text, {}, { services: ['db'], allResources: true })
    expect(Object.keys(project.networks)).toEqual(['front', 'back', 'unused', 'default'])
  })
})
