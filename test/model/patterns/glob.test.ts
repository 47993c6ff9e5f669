import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileGlob, PatternInvalid } from '../../../src/model/patterns/glob.ts'
import { createMatcher } from '../../../src/model/patterns/matcher.ts'

/** The same rules as a regular expression, which says the same and may take for ever. */
function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(
    /\*\*\/?|\*|\?|\\(.)|(\[\^?[^\]]+\])|([\s\S])/gu,
    (found, taken, group, char, at: number) => {
      if (found.startsWith('**')) return at + found.length === pattern.length ? '.*' : '(?:.*/)?'
      if (found === '*') return '[^/]*'
      if (found === '?') return '[^/]'
      return group ?? (taken ?? char).replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')
    },
  )
  return new RegExp(`^${source}$`, 'su')
}

const part = fc.constantFrom(
  'a',
  'b',
  '/',
  '*',
  '**',
  '**/',
  '?',
  '[ab]',
  '[^a]',
  '[a-c]',
  '.',
  '\\*',
  'é',
  '😀',
  '(',
  '+',
)
const letter = fc.constantFrom('a', 'b', 'c', '/', '.', '*', 'é', '😀', '(', '+')

describe('a glob', () => {
  it('means what the regular expression of moby/patternmatcher means', () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
        fc.array(letter, { maxLength: 9 }).map((letters) => letters.join('')),
        (pattern, path) => {
          expect(compileGlob(pattern)(path)).toBe(expressionOf(pattern).test(path))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['30 stars against a long name', `${'*a'.repeat(30)}b`, 'a'.repeat(5000)],
    ['stars in an ignore file', `${'*a'.repeat(8)}b`, 'a'.repeat(200)],
    ['folders eight times against a deep path', `${'**/a/'.repeat(8)}b`, 'a/'.repeat(2000)],
    ['folders and stars', `${'**/*a*'.repeat(8)}/b`, 'aa/'.repeat(1000)],
    ['question marks and stars', `${'?*'.repeat(30)}b`, 'a'.repeat(5000)],
    ['classes and stars', `${'[a-z]*'.repeat(30)}B`, 'a'.repeat(5000)],
    ['a star that ends', `**${'*a'.repeat(30)}**b`, 'a/'.repeat(2500)],
  ])('takes no longer than pattern times path: %s', (_, pattern, path) => {
    const began = performance.now()
    expect(createMatcher([pattern])?.match(path, undefined).matched).toBe(false)
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  it.each([
    ['[b-a]', 'class-range'],
    ['x/[a-cz-y]', 'class-range'],
    ['[', 'class-unclosed'],
    ['a[bc', 'class-unclosed'],
    ['[a\\', 'class-unclosed'],
    ['[]', 'class-member'],
    ['[^]', 'class-member'],
    ['[-a]', 'class-member'],
    ['[a-]', 'class-member'],
    ['a\\', 'backslash-last'],
  ])('is none: %s (%s)', (pattern, problem) => {
    expect(() => compileGlob(pattern)).toThrow(PatternInvalid)
    try {
      compileGlob(pattern)
    } catch (error) {
      expect((error as PatternInvalid).problem).toBe(problem)
    }
  })
})
