import { isOurs } from '../model/labels.ts'
import { compareText } from './compare-text.ts'

/** Labels as Docker lists them, without ours. */
export function labelList(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([key]) => !isOurs(key))
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
