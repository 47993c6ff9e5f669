import { Failed, failure } from '../model/failure.ts'

/** What `--format` of a list can be. */
export const LIST_FORMATS = ['table', 'json'] as const

/** Reads `--format` of a command that prints a table or JSON and knows no templates. */
export function readListFormat(value: string): 'table' | 'json' {
  switch (value.toLowerCase()) {
    case 'json':
      return 'json'
    case 'table':
    case 'pretty':
    case '':
      return 'table'
    default:
      throw new Failed(failure('flag-value-invalid', { flag: '--format', value, allowed: LIST_FORMATS }))
  }
}
