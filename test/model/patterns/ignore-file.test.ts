import { expect, it } from 'vitest'
import { readIgnoreFile } from '../../../src/model/patterns/ignore-file.ts'

it.each([
  ['a\nb', ['a', 'b']],
  ['\ufeffa\r\n b \r\n\r\n', ['a', 'b']],
  ['# comment\n #kept\na#b', ['#kept', 'a#b']],
  ['/a\n./b/\n../c\n/', ['a', 'b', '../c', '/']],
  ['!a\n! /b\n!', ['!a', '!b', '!']],
  ['a//b/../c', ['a/c']],
])('%j is read as %j', (text, patterns) => {
  expect(readIgnoreFile(text)).toEqual(patterns)
})
