import { describe, expect, it } from 'vitest'
import { baseImages, withBases } from '../../src/build/base-images.ts'
import { checkBuildOrder, findPrerequisites } from '../../src/build/build-order.ts'
import type { BuildRequest } from '../../src/build/build-request.ts'

describe('images that a Dockerfile names', () => {
  it.each([
    ['FROM x', {}, ['x']],
    ['from --platform=linux/amd64 x:1 AS y\nFROM y', {}, ['x:1', 'y']],
    ['FROM a\nCOPY --from=x /a /b\nRUN --mount=type=bind,from=z,target=/z true', {}, ['a', 'x', 'z']],
    ['ARG BASE=x\nFROM $BASE', {}, ['x']],
    ['ARG BASE="x"\nFROM ${BASE}:1', {}, ['x:1']],
    ['ARG BASE=x\nFROM $BASE', { BASE: 'y' }, ['y']],
    ['ARG BASE\nFROM ${BASE:-x}', { BASE: null }, ['x']],
    ['ARG BASE\nFROM ${BASE:-x}', { BASE: 'y' }, ['y']],
    ['# FROM n\nFROM a \\\n  AS b\nRUN <<E\nFROM n\nE', {}, ['a']],
    ['', {}, []],
  ])('%j with %j', (text, args, images) => {
    expect(baseImages(text, args)).toEqual(images)
  })
})

/** Requests by service: name of its image, and Dockerfile. */
function requests(texts: Record<string, readonly [tag: string, text: string]>): Map<string, BuildRequest> {
  return new Map(
    Object.entries(texts).map(([service, [tag, dockerfileInline]]) => [
      service,
      { service, context: '/', tags: [tag], dockerfileInline },
    ]),
  )
}

describe('builds are ordered by the images that they start from', () => {
  it.each([
    [
      'in a row',
      { a: ['x', 'FROM y'], b: ['y:latest', 'FROM z'], c: ['docker.io/library/z', 'FROM busybox'] },
      { a: ['b'], b: ['c'], c: [] },
    ],
    ['on nothing that is not built', { a: ['x', 'FROM y:2'], b: ['y:1', 'FROM scratch'] }, { a: [], b: [] }],
    ['not on itself', { a: ['busybox', 'FROM busybox'] }, { a: [] }],
    ['in no circle', { a: ['x', 'FROM y'], b: ['y', 'FROM x'] }, { a: ['b'], b: [] }],
  ] as const)('%s', (_name, texts, expected) => {
    const all = withBases(requests(texts))
    const found = [...all].map(([service, request]) => [service, findPrerequisites(request, all)])
    expect(Object.fromEntries(found)).toEqual(expected)
    checkBuildOrder(all)
  })
})
