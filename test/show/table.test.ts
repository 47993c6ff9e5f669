import { expect, it } from 'vitest'
import { alignTabs, COMPOSE_CELLS, DOCKER_CELLS, formatTable } from '../../src/show/table.ts'

it('gives columns the width of their widest cell, and ten at least', () => {
  const rows = [
    ['NAME', 'A', 'PORTS'],
    ['a-long-name-1', '', ''],
  ]
  expect(formatTable(rows, DOCKER_CELLS)).toBe(
    'NAME            A         PORTS\na-long-name-1             \n',
  )
})

it('gives the columns of Compose twenty', () => {
  expect(formatTable([['NAME', 'STATUS']], COMPOSE_CELLS)).toBe('NAME                STATUS\n')
})

it('ends a column where a line lacks its cell', () => {
  const text = 'long-cell-number-one\tx\nno cells\nshort\ty'
  expect(alignTabs(text, { minWidth: 0, padding: 1 })).toBe('long-cell-number-one x\nno cells\nshort y\n')
})
