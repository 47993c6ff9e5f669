import { compareText } from './compare-text.ts'
import { COMPOSE_CELLS, formatTable } from './table.ts'

interface Variable {
  readonly name: string
  readonly defaultValue: string
  readonly presenceValue: string
  readonly required: boolean
}

const HEADINGS = ['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE']

/** `config --variables`: the variables that files use, as a table, JSON (and, as Compose does, an empty line) or YAML. */
export function describeVariables(
  variables: Iterable<Variable>,
  format: 'table' | 'json' | 'yaml',
  writeYaml: (values: Map<string, Map<string, string | boolean>>) => string,
): string {
  const sorted = [...variables].sort((a, b) => compareText(a.name, b.name))
  switch (format) {
    case 'json':
      return `${JSON.stringify(Object.fromEntries(sorted.map((v) => [v.name, withJsonKeys(v)])), null, 4)}\n\n`
    case 'yaml':
      // Compose writes this one with twice the usual indent.
      return writeYaml(new Map(sorted.map((v) => [v.name, withYamlKeys(v)]))).replace(/^ +/gm, '$&$&')
    case 'table': {
      const rows = sorted.map((v) => [v.name, `${v.required}`, v.defaultValue, v.presenceValue])
      return formatTable([HEADINGS, ...rows], COMPOSE_CELLS)
    }
  }
}

function withJsonKeys({ name, defaultValue, presenceValue, required }: Variable) {
  return { Name: name, DefaultValue: defaultValue, PresenceValue: presenceValue, Required: required }
}

function withYamlKeys({ name, defaultValue, presenceValue, required }: Variable) {
  return new Map<string, string | boolean>([
    ['name', name],
    ['defaultvalue', defaultValue],
    ['presencevalue', presenceValue],
    ['required', required],
  ])
}
