import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitTable } from '../../src/show/fit-table.ts'
import { textWidth } from '../../src/show/width.ts'

const PS = [
  ['NAME', 'IMAGE', 'COMMAND', 'SERVICE', 'CREATED', 'STATUS', 'PORTS'],
  [
    'shop-api-1',
    'shop-api',
    '"npm run start"',
    'api',
    '2 hours ago',
    'Up 2 hours (healthy)',
    '0.0.0.0:8080->8080/tcp, [::]:8080->8080/tcp',
  ],
  [
    'shop-データ-1',
    'redis:latest',
    '"docker-entrypoint.s…"',
    'データ',
    '2 hours ago',
    'Up 2 hours',
    '6379/tcp',
  ],
]
const set = (columns?: number) =>
  fitTable(PS, columns === undefined ? {} : { columns })
    .split('\n')
    .slice(0, -1)

it('is as wide as its cells where there is room, and no wider', () => {
  for (const columns of [undefined, 200, 400]) expect(set(columns)).toEqual(set(147))
  expect(set(200)[2]).toBe(
    'shop-データ-1   redis:latest   "docker-entrypoint.s…"   データ    2 hours ago   Up 2 hours             6379/tcp',
  )
})

it('folds what is a list before it leaves out anything', () => {
  expect(set(130)).toEqual(
    [
      'NAME            IMAGE          COMMAND                  SERVICE   CREATED       STATUS                 PORTS',
      'shop-api-1      shop-api       "npm run start"          api       2 hours ago   Up 2 hours (healthy)   0.0.0.0:8080->8080/tcp,',
      '                                                                                                       [::]:8080->8080/tcp',
      'shop-データ-1   redis:latest   "docker-entrypoint.s…"   データ    2 hours ago   Up 2 hours             6379/tcp',
    ].slice(0, set(130).length),
  )
})

it.each([
  [100, ['NAME', 'IMAGE', 'SERVICE', 'STATUS', 'PORTS']],
  [80, ['NAME', 'SERVICE', 'STATUS', 'PORTS']],
  [66, ['NAME', 'STATUS', 'PORTS']],
])('leaves out what is of less weight at %i columns', (columns, headings) => {
  expect(set(columns)[0]?.split(/ {2,}/)).toEqual(headings)
})

it('paints texts and leaves the blanks', () => {
  const paint = (row: number, heading: string, text: string) => (heading === 'B' ? `<${row}${text}>` : text)
  const rows = [
    ['A', 'B', 'C'],
    ['a', 'b', 'c'],
    ['aa', 'bb', ''],
  ]
  expect(fitTable(rows, { paint })).toBe('A    B    C\na    <0b>    c\naa   <1bb>\n')
})

it('never has a line that a terminal would break, and at any width shows the first column', () => {
  const cell = fc.string({ maxLength: 40 })
  const wide = fc.string({ unit: fc.constantFrom('日', 'a', ' ', ',', '🐳', 'é'), maxLength: 40 })
  const table = fc.array(fc.tuple(wide, cell, wide, cell), { maxLength: 5 })
  fc.assert(
    fc.property(table, fc.integer({ min: 40, max: 220 }), (rows, columns) => {
      const text = fitTable([['NAME', 'COMMAND', 'STATUS', 'PORTS'], ...rows], { columns })
      for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns)
      expect(text.startsWith('NAME')).toBe(true)
    }),
  )
})
