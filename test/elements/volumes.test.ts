import { expect, it } from 'vitest'
import { volumeBody } from '../../src/elements/volumes.ts'
import type { Volume } from '../../src/model/elements.ts'
import { failuresOf, projectOf, resolveText } from '../support/canonical.ts'

async function volumeOf(...texts: string[]): Promise<Volume | undefined> {
  const documents = texts.map((text) => `volumes: {vol: ${text}}`)
  documents[0] += '\nservices: {a: {image: b, volumes: ["vol:/v"]}}'
  return (await resolveText(documents.join('\n---\n'))).project.volumes.vol
}

it.each<[yaml: string, volume: Volume]>([
  ['', { name: 'p_vol' }],
  ['{external: true, name: x, x-mine: 1}', { name: 'x', external: true, extensions: { 'x-mine': 1 } }],
  [
    '{driver: d, driver_opts: {a: 1, b: ""}, labels: {l: true}}',
    {
      name: 'p_vol',
      driver: 'd',
      driver_opts: { a: '1', b: '' },
      labels: { l: 'true' },
    },
  ],
  [
    '{driver: local, driver_opts: {type: none, o: bind, device: ./data}}',
    { name: 'p_vol', driver: 'local', driver_opts: { type: 'none', o: 'bind', device: '/project/data' } },
  ],
  [
    '{driver: local, driver_opts: {type: nfs, o: rw, device: ":/data"}}',
    { name: 'p_vol', driver: 'local', driver_opts: { type: 'nfs', o: 'rw', device: ':/data' } },
  ],
])('reads %s', async (yaml, volume) => {
  expect(await volumeOf(yaml)).toEqual(volume)
})

it('merges labels', async () => {
  expect(await volumeOf('{labels: {a: 1}}', '{labels: [b=2]}')).toMatchObject({ labels: { a: '1', b: '2' } })
})

it('takes nothing but a name with what is external', async () => {
  expect(await failuresOf(volumeOf('{external: true, driver: d}'))).toMatchObject([
    { code: 'external-with-others', data: { field: 'driver' } },
  ])
})

it('sends', () => {
  const volume: Volume = { name: 'x', driver: 'd', driver_opts: { o: '1' }, labels: { mine: '1' } }
  const project = { ...projectOf({ name: 'a' }), volumes: { v: volume } }
  expect(volumeBody(project, 'v', { hash: 'hash', spec: '{}' })).toEqual({
    Name: 'x',
    Driver: 'd',
    DriverOpts: { o: '1' },
    Labels: {
      mine: '1',
      'com.docker.compose.project': 'p',
      'com.docker.compose.volume': 'v',
      'com.docker.compose.version': '2.40.3',
      'com.docker.compose.config-hash': 'hash',
      'tscompose.spec': '{}',
    },
  })
})
