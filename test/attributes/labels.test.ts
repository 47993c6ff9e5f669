import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { annotations } from '../../src/attributes/annotations.ts'
import { labels } from '../../src/attributes/labels.ts'
import { bodyOf, failuresOf, resolveText, serviceOf, underService } from '../support/canonical.ts'

let cwd = ''
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'label-file-'))
  await writeFile(join(cwd, 'labels'), 'one=1\ntwo=$one-2\n')
})
afterAll(() => rm(cwd, { recursive: true }))

it.each<[yaml: string, labels: Record<string, string>]>([
  ['labels: [a=1, b, c=x=y]', { a: '1', b: '', c: 'x=y' }],
  ['labels: {a: 1, b: , c: true}', { a: '1', b: '', c: 'true' }],
  ['label_file: labels\nlabels: [one=own]', { one: 'own', two: '1-2' }],
  ['label_file: [labels]', { one: '1', two: '1-2' }],
])('reads %s', async (yaml, expected) => {
  expect((await serviceOf(yaml, { cwd })).labels).toEqual(expected)
})

it('keeps the paths of label files, which are in the hash of containers, but where only to be printed', async () => {
  const yaml = underService('label_file: labels')
  const { project } = await resolveText(yaml, { cwd })
  expect(project.services.a).toMatchObject({ label_file: [join(cwd, 'labels')] })
  const printed = await resolveText(yaml, { cwd }, { keepLabelFiles: false })
  expect(printed.project.services.a).not.toHaveProperty('label_file')
})

it('fails on a file that is not there', async () => {
  const [failure] = await failuresOf(serviceOf('label_file: nowhere', { cwd }))
  expect(failure).toMatchObject({ code: 'file-not-found', data: { kind: 'label' } })
})

it('merges by name', async () => {
  const { project } = await resolveText(
    'services: {a: {image: b, labels: {x: 1, y: 2}, annotations: [k=1]}}\n---\nservices: {a: {labels: [y=3], annotations: {k: 2}}}',
  )
  expect(project.services.a).toMatchObject({ labels: { x: '1', y: '3' }, annotations: { k: '2' } })
})

it('is sent to the engine', () => {
  expect(bodyOf(labels, { labels: { a: '1' } }).Labels).toEqual({ a: '1' })
  expect(bodyOf(annotations, { annotations: { a: '1' } }).HostConfig.Annotations).toEqual({ a: '1' })
})
