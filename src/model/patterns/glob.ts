/** Why a text is no pattern: Go's `filepath.Match`, or its regular expressions, would refuse it. */
export type PatternProblem = 'class-unclosed' | 'class-member' | 'class-range' | 'backslash-last'

/** Thrown for a text that is no pattern. */
export class PatternInvalid extends Error {
  readonly pattern: string
  readonly problem: PatternProblem

  constructor(pattern: string, problem: PatternProblem) {
    super(`syntax error in pattern ${JSON.stringify(pattern)}: ${problem}`)
    this.pattern = pattern
    this.problem = problem
  }
}

/** One step of a pattern. `star` is any number of characters but slashes, `rest` of all; `deep` is whole folders. */
type Step = string | CharacterClass | 'any' | 'star' | 'rest' | 'deep'

interface CharacterClass {
  readonly negated: boolean
  readonly ranges: readonly (readonly [number, number])[]
}

/**
 * Makes a test of whole paths by the rules of moby/patternmatcher: `*` and `?` stop at a slash, `**` does not and
 * takes the slash behind it along, a class keeps its meaning, a backslash takes the next one as it is. What a test
 * costs grows with the length of the pattern times that of the path, whatever they are. Throws `PatternInvalid`.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const steps = readSteps(pattern)
  const [first, ...others] = steps
  // The ordinary pattern of a file of some kind anywhere: only the path's last name decides.
  if (first === 'deep' && others.every((step) => !mayTakeSlash(step))) {
    const test = testOf(others)
    return (path) => test(path.slice(path.lastIndexOf('/') + 1))
  }
  return testOf(steps)
}

/** What most patterns begin or end with tells at once that most paths are not meant. */
function testOf(steps: readonly Step[]): (path: string) => boolean {
  const head = literalsOf(steps).join('')
  const tail = literalsOf([...steps].reverse())
    .reverse()
    .join('')
  return (path) => path.startsWith(head) && path.endsWith(tail) && matches(steps, path)
}

function literalsOf(steps: readonly Step[]): string[] {
  const end = steps.findIndex((step) => typeof step === 'object' || KINDS.has(step))
  return steps.slice(0, end < 0 ? undefined : end) as string[]
}

const KINDS: ReadonlySet<Step> = new Set(['any', 'star', 'rest', 'deep'])

function mayTakeSlash(step: Step): boolean {
  return typeof step === 'object' || step === 'rest' || step === 'deep' || step === '/'
}

function readSteps(pattern: string): Step[] {
  const chars = [...pattern]
  const steps: Step[] = []
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string
    if (char === '*' && chars[at + 1] === '*') {
      at += chars[at + 2] === '/' ? 2 : 1
      steps.push(at + 1 >= chars.length ? 'rest' : 'deep')
    } else if (char === '*') steps.push('star')
    else if (char === '?') steps.push('any')
    else if (char === '\\') {
      const taken = chars[++at]
      if (taken === undefined) throw new PatternInvalid(pattern, 'backslash-last')
      steps.push(taken)
    } else if (char === '[') {
      const [read, end] = readClass(pattern, chars, at + 1)
      steps.push(read)
      at = end
    } else steps.push(char)
  }
  return steps
}

/** Reads a class from behind its bracket; gives also where the bracket that closes it is. */
function readClass(pattern: string, chars: readonly string[], from: number): [CharacterClass, number] {
  let at = from
  const negated = chars[at] === '^'
  if (negated) at++
  const ranges: [number, number][] = []
  const member = (): number => {
    if (at >= chars.length) throw new PatternInvalid(pattern, 'class-unclosed')
    if (chars[at] === '-' || chars[at] === ']') throw new PatternInvalid(pattern, 'class-member')
    if (chars[at] === '\\') at++
    const char = chars[at++]
    if (char === undefined) throw new PatternInvalid(pattern, 'class-unclosed')
    return char.codePointAt(0) as number
  }
  while (chars[at] !== ']' || ranges.length === 0) {
    const low = member()
    let high = low
    if (chars[at] === '-') {
      at++
      high = member()
    }
    if (high < low) throw new PatternInvalid(pattern, 'class-range')
    ranges.push([low, high])
  }
  return [{ negated, ranges }, at]
}

/**
 * Follows all ways through the steps at once: `now` holds those that the path so far leads to. A way into a `deep`
 * is two states, before it and within it; the second is noted in `within`.
 */
function matches(steps: readonly Step[], path: string): boolean {
  const end = steps.length
  let now = new Uint8Array(end + 1)
  let next = new Uint8Array(end + 1)
  enter(steps, now, 0)
  for (const char of path) {
    let alive = false
    next.fill(0)
    for (let at = 0; at < end; at++) {
      const state = now[at] as number
      if (state === 0) continue
      const step = steps[at] as Step
      if (step === 'rest' || step === 'deep') {
        next[at] = (next[at] as number) | WITHIN
        if (step === 'rest' || char === '/') enter(steps, next, at + 1)
      } else if (step === 'star') {
        if (char === '/') continue
        enter(steps, next, at)
      } else if (takes(step, char)) enter(steps, next, at + 1)
      else continue
      alive = true
    }
    if (!alive) return false
    const spare = now
    now = next
    next = spare
  }
  return now[end] !== 0
}

const WITHIN = 1
const ENTERED = 2

/** Notes that a step is reached, and what can be reached from there without a character. */
function enter(steps: readonly Step[], states: Uint8Array, from: number): void {
  for (let at = from; at <= steps.length && ((states[at] as number) & ENTERED) === 0; at++) {
    states[at] = (states[at] as number) | ENTERED
    const step = steps[at]
    if (step !== 'star' && step !== 'deep' && step !== 'rest') return
  }
}

function takes(step: Step, char: string): boolean {
  if (typeof step === 'string') return step === 'any' ? char !== '/' : step === char
  const code = char.codePointAt(0) as number
  return step.ranges.some(([low, high]) => low <= code && code <= high) !== step.negated
}
