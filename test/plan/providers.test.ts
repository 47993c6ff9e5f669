import { describe, expect, it } from 'vitest'
import { planProviders } from '../../src/plan/providers.ts'
import { desiredFrom } from './support/desired.ts'

describe('a plan of providers', () => {
  it('has those first that others depend on, by whatever way', async () => {
    const { project } = await desiredFrom(`
services:
  app: {provider: {type: x}, depends_on: [between]}
  between: {image: a, depends_on: [base]}
  base: {provider: {type: y, options: {size: 1}}}
`)
    const { nodes } = planProviders(project)
    expect(nodes.map(({ id, after }) => ({ id, after }))).toEqual([
      { id: 'run-provider base', after: [] },
      { id: 'run-provider app', after: ['run-provider base'] },
    ])
    expect(nodes[0]?.operation).toMatchObject({ type: 'y', options: { size: ['1'] }, command: 'up' })
  })

  it('is empty where there are none', async () => {
    const { project } = await desiredFrom('services: {a: {image: a}}')
    expect(planProviders(project).nodes).toEqual([])
  })
})
