import { type Check, list, number, optional, struct } from '../model/json-check.ts'
import type { BuildRequest } from './build-request.ts'

/** Ranges of lines as BuildKit's JSON has them, lines from 1. */
export type LineRanges = readonly { readonly start?: { line?: number }; readonly end?: { line?: number } }[]

const position = optional(struct({ line: optional(number) }))

/** Whether a value has ranges as they should be. */
export const checkRanges: Check = optional(list(struct({ start: position, end: position })))

/** The lines of a Dockerfile that a failure is about. */
export interface DockerfileExcerpt {
  readonly name: string
  readonly text: string
  readonly firstLine: number
  readonly lastLine: number
}

/** Makes an excerpt of what BuildKit tells: the file's name, its text in base64, and ranges in it. */
export function dockerfileExcerpt(
  request: BuildRequest,
  filename: string | undefined,
  data: string | undefined,
  ranges: LineRanges | undefined,
): DockerfileExcerpt | undefined {
  const lines = ranges?.flatMap(({ start, end }) => [start?.line ?? 0, end?.line ?? start?.line ?? 0])
  if (!data || !lines || lines.length === 0) return undefined
  return {
    name: dockerfileName(request, filename),
    text: Buffer.from(data, 'base64').toString(),
    firstLine: Math.min(...lines),
    lastLine: Math.max(...lines),
  }
}

function dockerfileName(request: BuildRequest, filename: string | undefined): string {
  if (request.dockerfileInline !== undefined) return 'dockerfile_inline'
  return request.dockerfile ?? filename ?? 'Dockerfile'
}
