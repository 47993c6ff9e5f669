import { expect, it } from 'vitest'
import { readIgnoreFile } from '../../../src/watch/rules/ignore-file.ts'

it.each([
  ['comments and blank lines are left out', '# x\n\nnode_modules\r\n  dist  \n', ['node_modules', 'dist']],
  ['a byte order mark is no part of it', '\uFEFFa', ['a']],
  ['of a list of what is not left out only that counts', '*\n!src\nsrc/tmp\n', ['!src']],
])('%s', (_, text, lines) => {
  expect(readIgnoreFile(text)).toEqual(lines)
})
