import { expect, it } from 'vitest'
import { dependsOn } from '../../src/attributes/depends-on.ts'
import { resolveText } from '../support/canonical.ts'

const others = 'b: {image: x}\n  c: {image: x}'
const dependencies = async (yaml: string, over = '') => {
  const { project } = await resolveText(`services:\n  a:\n    image: x\n    ${yaml}\n  ${others}\n${over}`)
  return project.services.a?.depends_on
}
const started = { condition: 'service_started', required: true }

it.each([
  ['depends_on: [b, c]', { b: started, c: started }],
  [
    'depends_on: {b: {condition: service_healthy, restart: true}}',
    { b: { condition: 'service_healthy', restart: true, required: true } },
  ],
  [
    'depends_on: {b: {condition: service_started, required: false, x-why: y}}',
    { b: { ...started, required: false, extensions: { 'x-why': 'y' } } },
  ],
  ['links: [b, "c:alias"]', { b: { ...started, restart: true }, c: { ...started, restart: true } }],
  ['network_mode: service:b', { b: { ...started, restart: true } }],
  ['volumes_from: ["b:ro", "container:x"]', { b: { ...started, restart: false } }],
])('%s', async (yaml, expected) => {
  expect(await dependencies(yaml)).toEqual(expected)
})

it('merges names with mappings', async () => {
  const over = '---\nservices: {a: {depends_on: {b: {condition: service_healthy}}}}'
  expect(await dependencies('depends_on: [b, c]', over)).toEqual({
    b: { ...started, condition: 'service_healthy' },
    c: started,
  })
})

it('refers to services', () => {
  expect(
    dependsOn.references?.({
      name: 'a',
      depends_on: { b: { condition: 'service_started', required: true } },
    }),
  ).toEqual([{ kind: 'service', name: 'b', path: ['depends_on', 'b'], use: 'depends_on' }])
})
