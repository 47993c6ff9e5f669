import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AnyCommand } from '../../src/cli/command.ts'
import type { Flag, Flags } from '../../src/cli/flag.ts'
import { globalFlags } from '../../src/cli/globals.ts'
import { commands } from '../../src/cli/table.ts'

const FILE = join(import.meta.dirname, '../../docs/commands.md')

const HEAD = `# Commands

Names, defaults, output and exit codes are Docker Compose's; \`graph\`, \`plan\`, \`rollback\`, \`login\`, \`logout\` and \`completion\` are ours.
\`docs/compatibility.md\` says what is different on purpose. \`tscompose COMMAND --help\` shows the same as this page.

Exit codes: 0 done, 1 something failed, 130 ended by Ctrl-C or SIGTERM; \`run\`, \`exec\`, \`wait\` and \`up\` with
\`--exit-code-from\` or \`--abort-on-container-exit\` end as the container did. Results go to standard output,
progress and messages to standard error.

This page is generated and checked by a test: \`UPDATE_DOCS=1 npx vitest run test/docs\` writes it.

## Global flags

These stand before the command: \`tscompose -p shop --profile debug up -d\`. \`--dry-run\` may also follow it.
`

async function page(): Promise<string> {
  const shown = Object.values(commands).filter(({ hidden }) => !hidden)
  const loaded = await Promise.all(shown.map((entry) => entry.load()))
  return [HEAD, flagTable(globalFlags), ...loaded.map(section)].join('\n')
}

function section({ name, usage, summary, flags, examples }: AnyCommand): string {
  const synopsis = `tscompose ${name} [OPTIONS] ${usage}`.trim()
  const table = flagTable(flags)
  return [
    `## ${name}`,
    '',
    `${summary}: \`${synopsis}\``,
    '',
    ...(table ? [table] : []),
    ...examples.map((example) => `    tscompose ${example}`),
    '',
  ].join('\n')
}

function flagTable(flags: Flags): string {
  const rows = Object.values(flags)
    .filter(({ hidden }) => !hidden)
    .map((flag) => `| \`${spelling(flag)}\` | ${flag.help}${fallback(flag)} |`)
  return rows.length === 0 ? '' : `${['| flag | |', '|---|---|', ...rows].join('\n')}\n`
}

function spelling(flag: Flag): string {
  const { kind, value } = flag
  if (kind === 'boolean' || kind === 'switch') return flag.spelling
  const name = value ?? (kind === 'integer' ? 'N' : 'VALUE')
  return kind === 'optional-text' ? `${flag.spelling}[=${name}]` : `${flag.spelling} ${name}`
}

function fallback(flag: Flag): string {
  if (flag.kind === 'list') return ' (may be given several times)'
  if (!('default' in flag) || flag.default === false || flag.default === '') return ''
  return ` (default \`${flag.default}\`)`
}

it('docs/commands.md shows every command as it is', async () => {
  const text = (await page()).replaceAll('\n\n\n', '\n\n')
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, text)
  expect(readFileSync(FILE, 'utf8')).toBe(text)
})
