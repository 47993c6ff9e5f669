import { labels as composeLabels } from '../model/labels.ts'
import { compareText } from './compare-text.ts'

/** Labels of ours are for us: full of commas, and of what the environment holds. */
const OURS: ReadonlySet<string> = new Set([
  composeLabels.spec,
  composeLabels.files,
  composeLabels.previousSpec,
  composeLabels.previousImage,
])

/** Labels as Docker lists them, without ours. */
export function labelList(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([key]) => !OURS.has(key))
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
