import { expect, it } from 'vitest'
import schema from '../../schemas/compose.schema.json' with { type: 'json' }
import { ATTRIBUTES, OWNERS, SERVICE_FIELDS } from '../../src/attributes/all.ts'
import { SERVICE_ORDER } from '../../src/attributes/order.ts'
import { ELEMENTS } from '../../src/elements/all.ts'

const keys = Object.keys(schema.$defs.service.properties)

it('has an owner for every key of the schema, and for no other', () => {
  expect(Object.keys(OWNERS).sort()).toEqual([...keys].sort())
})

it('lets an attribute write only keys that it owns, and each key be written by one', () => {
  for (const attribute of ATTRIBUTES) {
    for (const key of Object.keys(attribute.fields))
      expect(OWNERS[key as keyof typeof OWNERS], key).toBe(attribute)
  }
})

it('has rules for nothing but keys that the attribute owns', () => {
  for (const attribute of ATTRIBUTES) {
    const { cast, merge, unique, canonical, defaults, absolute, check } = attribute
    for (const rules of [cast, merge, unique, canonical, defaults, absolute, check]) {
      for (const path of Object.keys(rules ?? {})) {
        const [key = ''] = path.split('.')
        expect(OWNERS[key as keyof typeof OWNERS], path).toBe(attribute)
      }
    }
  }
})

it('has a canonical field for every key that is not used up while loading', () => {
  const used = ['pull_refresh_after']
  expect(SERVICE_FIELDS.map(({ name }) => name)).toEqual([...SERVICE_ORDER])
  expect([...SERVICE_ORDER, ...used].sort()).toEqual([...keys].sort())
})

it('has an element for every other section of the schema', () => {
  const others = ['name', 'version', 'include', 'services']
  const sections = Object.keys(schema.properties).filter((key) => !others.includes(key))
  expect(ELEMENTS.map(({ section }) => section).sort()).toEqual(sections.sort())
})
