import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { FileObject } from '../../src/model/elements.ts'
import { writeProject } from '../../src/resolve/canonical/project.ts'
import { failuresOf, resolveText } from '../support/canonical.ts'

async function objectOf(section: 'secrets' | 'configs', yaml: string): Promise<FileObject | undefined> {
  const text = `${section}: {o: ${yaml}}\nservices: {a: {image: b, ${section}: [o]}}`
  const { project } = await resolveText(text, { environment: { V: 'value' } })
  return project[section].o
}

it.each<['secrets' | 'configs', yaml: string, object: FileObject]>([
  ['secrets', '{file: ./s}', { name: 'p_o', file: '/project/s' }],
  ['secrets', '{file: ~/s, name: x, labels: [a=1]}', { name: 'x', file: '/home/me/s', labels: { a: '1' } }],
  ['secrets', '{environment: V}', { name: 'p_o', environment: 'V', content: 'value' }],
  ['secrets', '{environment: UNSET}', { name: 'p_o', environment: 'UNSET' }],
  ['configs', '{environment: V}', { name: 'p_o', environment: 'V', content: 'value' }],
  ['configs', '{content: "a $$b"}', { name: 'p_o', content: 'a $b' }],
  ['configs', '{external: true}', { name: 'o', external: true }],
])('reads %s %s', async (section, yaml, object) => {
  expect(await objectOf(section, yaml)).toEqual(object)
})

it.each<['secrets' | 'configs', yaml: string]>([
  ['secrets', '{file: a, environment: B}'],
  ['configs', '{content: a, file: b}'],
  ['configs', '{}'],
])('refuses %s %s', async (section, yaml) => {
  expect(await failuresOf(objectOf(section, yaml))).toMatchObject([{ code: 'file-source' }])
})

it('keeps the value that a variable has for an included file', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'file-object-'))
  await mkdir(join(cwd, 'sub'))
  await writeFile(join(cwd, 'sub/.env'), 'INNER=inside\n')
  await writeFile(
    join(cwd, 'sub/compose.yaml'),
    'services: {b: {image: i, secrets: [s], configs: [c]}}\nsecrets: {s: {environment: INNER}}\nconfigs: {c: {environment: INNER}}',
  )
  const { project } = await resolveText('include: [sub/compose.yaml]', { cwd })
  expect(project.secrets.s?.content).toBe('inside')
  expect(project.configs.c?.content).toBe('inside')
  expect(writeProject(project, { target: 'yaml', variant: '2.40' })).not.toContain('inside')
  await rm(cwd, { recursive: true })
})
