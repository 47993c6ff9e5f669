import type { BuildFailures } from '../../model/failures/build.ts'
import type { Block, Texts } from './texts.ts'

/** Texts for what can go wrong while an image is built. */
export const buildTexts: Texts<BuildFailures> = {
  'build-failed': (data) => ({
    message: `building the image of service "${data.service}" failed${data.step ? ` at ${data.step}` : ''}: ${data.reason}`,
    blocks: [...dockerfileBlock(data), ...outputBlock(data)],
  }),
  'build-context-missing': ({ service, path }) => ({
    message: `the build context of service "${service}" is not there: ${path}`,
    hint: 'build.context is relative to the compose file it is written in',
  }),
  'build-dockerfile-missing': ({ service, path }) => ({
    message: `the Dockerfile of service "${service}" is not there: ${path}`,
    hint: 'build.dockerfile is relative to build.context',
  }),
}

const CONTEXT_LINES = 2

function dockerfileBlock({ dockerfile }: BuildFailures['build-failed']): Block[] {
  if (!dockerfile) return []
  const { name, text, firstLine, lastLine } = dockerfile
  const first = Math.max(1, firstLine - CONTEXT_LINES)
  const lines = text.split(/\r?\n/).slice(first - 1, lastLine + CONTEXT_LINES)
  return [{ title: `${name}:${firstLine}`, lines, numbered: { first, marked: [firstLine, lastLine] } }]
}

function outputBlock({ output }: BuildFailures['build-failed']): Block[] {
  return output?.length ? [{ title: 'last output', lines: output }] : []
}
