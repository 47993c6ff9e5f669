import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../src/cli/program.ts'
import { commands } from '../../src/cli/table.ts'

/** A command line as a shell cuts it, without what comes after a pipe or redirection. */
function words(line: string): string[] {
  const [own = ''] = line.split(/ [|<>] /)
  return [...own.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  )
}

const shown = Object.entries(commands).filter(([, { hidden }]) => !hidden)

it('help of the whole has examples too', async () => {
  const written: string[] = []
  await readCommandLine([], { columns: 80, write: (text) => void written.push(text) })
  const [, examples = ''] = written.join('').split('Examples:\n')
  const lines = examples.split('\n').filter(Boolean)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    const [program, ...rest] = words(line)
    expect(program).toBe('tscompose')
    expect(await readCommandLine(rest, { columns: 80, write: () => {} })).toBeDefined()
  }
})

describe.each(shown)('%s', (name, entry) => {
  it('has examples in its help that can be typed', async () => {
    const { examples } = await entry.load()
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      const output = { columns: 80, write: (text: string) => expect.fail(`${example} shows ${text}`) }
      expect(await readCommandLine(words(example), output)).toBeDefined()
      expect(words(example)).toContain(name)
    }
    const written: string[] = []
    await readCommandLine([name, '--help'], { columns: 80, write: (text) => void written.push(text) })
    expect(written.join('')).toContain(`Examples:\n  tscompose ${examples[0]}`)
  })
})
