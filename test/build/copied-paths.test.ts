import { expect, it } from 'vitest'
import { findCopiedPaths } from '../../src/build/copied-paths.ts'

const staged = `# syntax=docker/dockerfile:1
ARG BASE=busybox
FROM --platform=$BUILDPLATFORM $BASE AS Deps
COPY package.json package-lock.json ./
FROM deps as build
COPY --chown=1:1 src/ ./src
RUN --mount=type=cache,target=/c --mount=target=/x,source=tools true
FROM scratch AS unused
COPY . /
FROM scratch AS last
COPY --from=build /out /
COPY --from=1 /src /
`

it.each<[string, string, string | undefined, string[]]>([
  ['all of it', 'FROM x\nCOPY . .', undefined, ['/']],
  ['all of it, among others', 'FROM x\nADD a ./ /b/', undefined, ['/']],
  ['nothing', 'FROM x\nRUN true', undefined, []],
  [
    'the last stage by way of others',
    staged,
    undefined,
    ['/package-lock.json', '/package.json', '/src', '/tools'],
  ],
  ['a stage that is named', staged, 'deps', ['/package-lock.json', '/package.json']],
  ['a stage in capitals', staged, 'DEPS', ['/package-lock.json', '/package.json']],
  ['a stage by its number', staged, '2', ['/']],
  ['an unknown stage', staged, 'nope', []],
  ['a JSON list', 'FROM x\nCOPY ["a b", "c", "/"]', undefined, ['/a b', '/c']],
  ['continued lines with comments', 'FROM x\nCOPY a \\\n# no\n  b \\\n\n  /c/', undefined, ['/a', '/b']],
  ['another escape', '# escape=`\nFROM x\nCOPY a `\n b C:\\', undefined, ['/a', '/b']],
  [
    'no here-documents',
    'FROM x\nCOPY <<A <<"B" c /d/\nCOPY x y\nA\nCOPY y z\nB\nCOPY e /',
    undefined,
    ['/c', '/e'],
  ],
  ['no URLs', 'FROM x\nADD https://a/b git@c:d.git e /', undefined, ['/e']],
  ['a bind mount without a source', 'FROM x\nRUN --mount=type=bind,target=/s ls', undefined, ['/']],
  [
    'a mount from a stage',
    'FROM x AS a\nCOPY q /\nFROM y\nRUN --mount=from=a,target=/s ls',
    undefined,
    ['/q'],
  ],
])('finds %s', (_, dockerfile, target, expected) => {
  expect(findCopiedPaths(dockerfile, target)).toEqual(expected)
})
