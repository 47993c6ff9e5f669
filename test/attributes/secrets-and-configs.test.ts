import { expect, it } from 'vitest'
import { filesToCopy, secretsAndConfigs } from '../../src/attributes/secrets-and-configs.ts'
import type { FileObject } from '../../src/model/elements.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Project } from '../../src/model/project.ts'
import type { FileReference, Service } from '../../src/model/service.ts'
import { bodyOf, projectOf, resolveText } from '../support/canonical.ts'

it('reads', async () => {
  const { project } = await resolveText(`
services:
  a:
    image: b
    secrets: [s, {source: s, target: t, uid: "1", mode: "0400"}]
    configs: [c, {source: c, target: /d, mode: 0440}]
secrets: {s: {file: ./s}}
configs: {c: {content: hello}}`)
  expect(project.services.a).toMatchObject({
    secrets: [
      { source: 's', target: '/run/secrets/s' },
      { source: 's', target: 't', uid: '1', mode: 0o400 },
    ],
    configs: [{ source: 'c' }, { source: 'c', target: '/d', mode: 0o440 }],
  })
})

it('lets a reference of a later file take the place of one to the same path', async () => {
  const { project } = await resolveText(
    [
      'secrets: {s: {file: s}, t: {file: t}}\nservices: {a: {image: b, secrets: [s]}}',
      'services: {a: {secrets: [{source: t, target: /run/secrets/s}]}}',
    ].join('\n---\n'),
  )
  expect(project.services.a?.secrets).toEqual([{ source: 't', target: '/run/secrets/s' }])
})

const objects = {
  secrets: { s: { file: '/host/s' }, env: { environment: 'V' } },
  configs: { c: { file: '/host/c' }, text: { content: 'hello' }, empty: { content: '' } },
} satisfies Record<string, Record<string, FileObject>>

function projectWith(environment: Record<string, string> = {}): Project {
  return { ...projectOf({ name: 'a' }), ...objects, environment: new Map(Object.entries(environment)) }
}

it('mounts files and nothing else', () => {
  const service: Partial<Service> = {
    secrets: [{ source: 's', target: '/run/secrets/s' }, { source: 's', target: 'u' }, { source: 'env' }],
    configs: [{ source: 'c' }, { source: 'c', target: '/run/secrets/s' }, { source: 'text' }],
    volumes: [{ type: 'tmpfs', target: '/run/secrets/u' }],
  }
  expect(bodyOf(secretsAndConfigs, service, { project: projectWith() }).HostConfig.Mounts).toEqual([
    { Type: 'bind', Source: '/host/s', Target: '/run/secrets/s', ReadOnly: true, BindOptions: {} },
    { Type: 'bind', Source: '/host/c', Target: '/c', ReadOnly: true },
  ])
})

it('copies what is no file, and files whose owner or mode is asked for', () => {
  const service: Service = {
    name: 'a',
    secrets: [{ source: 'env' }, { source: 's', uid: '7', gid: '8' }],
    configs: [
      { source: 'text', target: 'rel/x', mode: 0o600 },
      { source: 'empty' },
      { source: 'c', mode: 0o400 },
    ],
  }
  const owner = { uid: 0, gid: 0 }
  expect(filesToCopy(service, projectWith({ V: 'value' }))).toEqual([
    { path: '/run/secrets/env', content: 'value', mode: 0o444, ...owner },
    { path: '/run/secrets/s', content: { hostFile: '/host/s' }, mode: 0o444, uid: 7, gid: 8 },
    { path: '/rel/x', content: 'hello', mode: 0o600, ...owner },
    { path: '/c', content: { hostFile: '/host/c' }, mode: 0o400, ...owner },
  ])
  expect(bodyOf(secretsAndConfigs, service, { project: projectWith() }).HostConfig.Mounts).toBeUndefined()
})

it('mounts a file into a read-only container as it is, and says so', () => {
  const warnings: Failure[] = []
  const service: Service = { name: 'a', read_only: true, secrets: [{ source: 's', mode: 0o400 }] }
  const body = bodyOf(secretsAndConfigs, service, {
    project: projectWith(),
    warn: (warning) => warnings.push(warning),
  })
  expect(filesToCopy(service, projectWith())).toEqual([])
  expect(body.HostConfig.Mounts).toHaveLength(1)
  expect(warnings).toMatchObject([{ code: 'file-owner-ignored', data: { name: 's', service: 'a' } }])
})

it.each<[string, Partial<Service>]>([
  ['file-variable-unset', { secrets: [{ source: 'env' }] }],
  ['file-in-read-only', { read_only: true, configs: [{ source: 'text' }] }],
  ['file-owner-invalid', { configs: [{ source: 'text', uid: 'root' }] }],
])('fails with %s', (code, service) => {
  expect(() => filesToCopy({ name: 'a', ...service }, projectWith())).toThrow(code)
})

it.each<[FileObject, FileReference]>([
  [{ external: true }, { source: 'x' }],
  [{ file: 'f', driver: 'd' }, { source: 'x' }],
  [{ file: 'f', template_driver: 'golang' }, { source: 'x' }],
])('cannot do %j', (object, reference) => {
  const project = { ...projectWith(), secrets: { x: object } }
  expect(() => bodyOf(secretsAndConfigs, { secrets: [reference] }, { project })).toThrow(
    'file-object-unsupported',
  )
})
