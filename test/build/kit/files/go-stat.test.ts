import { describe, expect, it } from 'vitest'
import { goModeOf } from '../../../../src/build/kit/files/go-stat.ts'

describe('Go file modes', () => {
  it.each([
    ['a file', 0o100644, 0o644],
    ['a directory', 0o040755, 2 ** 31 + 0o755],
    ['a symlink', 0o120777, 2 ** 27 + 0o777],
    ['a fifo', 0o010600, 2 ** 25 + 0o600],
    ['a block device', 0o060660, 2 ** 26 + 0o660],
    ['a character device', 0o020666, 2 ** 26 + 2 ** 21 + 0o666],
    ['a socket, which becomes a file', 0o140755, 0o755],
    ['setuid', 0o104755, 2 ** 23 + 0o755],
    ['setgid', 0o102755, 2 ** 22 + 0o755],
    ['a sticky directory', 0o041777, 2 ** 31 + 2 ** 20 + 0o777],
  ])('of %s', (_, mode, expected) => {
    expect(goModeOf(mode)).toBe(expected)
  })
})
