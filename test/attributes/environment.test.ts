import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environment } from '../../src/attributes/environment.ts'
import { bodyOf, failuresOf, resolveText, serviceOf, underService } from '../support/canonical.ts'

describe('environment', () => {
  it.each<[yaml: string, variables: Record<string, string | null>]>([
    ['environment: [A=1, B=, C=x=y]', { A: '1', B: '', C: 'x=y' }],
    ['environment: {A: 1, B: true, C: "", D: 1.5}', { A: '1', B: 'true', C: '', D: '1.5' }],
    ['environment: [HOST, NOWHERE]', { HOST: 'h', NOWHERE: null }],
    ['environment: {HOST: , NOWHERE: }', { HOST: 'h', NOWHERE: null }],
  ])('reads %s', async (yaml, variables) => {
    const service = await serviceOf(yaml, { environment: { HOST: 'h' } })
    expect(service.environment).toEqual(variables)
  })

  it('merges lists and mappings by name', async () => {
    const { project } = await resolveText(
      'services: {a: {image: b, environment: {A: 1, B: 2}}}\n---\nservices: {a: {environment: [B=3, C]}}',
    )
    expect(project.services.a?.environment).toEqual({ A: '1', B: '3', C: null })
  })

  it('is sent with names alone for what is to be unset', () => {
    expect(bodyOf(environment, { environment: { A: '1', B: null, C: '' } }).Env).toEqual(['A=1', 'B', 'C='])
    expect(bodyOf(environment, {}).Env).toBeUndefined()
  })

  it('is sent over the variables for proxies', () => {
    const proxies = { HTTP_PROXY: 'p', NO_PROXY: 'q' }
    expect(bodyOf(environment, { environment: { NO_PROXY: 'own' } }, { proxies }).Env).toEqual([
      'HTTP_PROXY=p',
      'NO_PROXY=own',
    ])
  })
})

describe('env_file', () => {
  let cwd = ''
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'env-file-'))
    await writeFile(join(cwd, 'one.env'), 'A=1\nB=$A-$HOST-$OWN\nX=one\n')
    await writeFile(join(cwd, 'two.env'), 'X=two\nY=$X\nHOST\n')
    await writeFile(join(cwd, 'raw.env'), 'R="$A" \n')
  })
  afterAll(() => rm(cwd, { recursive: true }))

  const read = (yaml: string) => serviceOf(yaml, { cwd, environment: { HOST: 'h' } })

  it('is folded under what the service says itself', async () => {
    const service = await read('env_file: [one.env, two.env]\nenvironment: {A: 2, OWN: o}')
    expect(service.environment).toEqual({ A: '2', B: '2-h-o', X: 'two', Y: 'two', HOST: 'h', OWN: 'o' })
    expect(service.env_file).toBeUndefined()
  })

  it('reads raw files as they are', async () => {
    expect((await read('env_file: [{path: raw.env, format: raw}]')).environment).toEqual({ R: '"$A" ' })
  })

  it('keeps a name without value over the value in a file', async () => {
    expect((await read('env_file: one.env\nenvironment: [A]')).environment).toMatchObject({ A: null })
  })

  it('fails on a file that is not there, unless it need not be', async () => {
    const [failure] = await failuresOf(read('env_file: missing.env'))
    expect(failure).toMatchObject({
      code: 'file-not-found',
      data: { path: join(cwd, 'missing.env'), kind: 'env' },
    })
    expect(failure?.at?.source.text.slice(failure.at.start, failure.at.end)).toBe('missing.env')
    expect((await read('env_file: [{path: missing.env, required: false}]')).environment).toEqual({})
  })

  it('fails on a format there is not', async () => {
    const [failure] = await failuresOf(read('env_file: [{path: one.env, format: toml}]'))
    expect(failure?.code).toBe('env-file-format')
  })

  it('is left alone when it is not to be resolved', async () => {
    const { project } = await resolveText(
      underService('env_file: one.env'),
      { cwd },
      { resolveEnvironment: false },
    )
    expect(project.services.a).toMatchObject({ env_file: [{ path: join(cwd, 'one.env'), required: true }] })
    expect(project.services.a?.environment).toBeUndefined()
  })
})
