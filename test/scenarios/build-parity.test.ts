import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type TreePart, writeTree } from '../build/support/temporary-tree.ts'
import { askEngine } from './support/engine.ts'
import { tscompose } from './support/program.ts'
import { oracle, scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

/** A context that both clients build from; every one has `seed`, which no build before has seen. */
interface Case {
  readonly build: Readonly<Record<string, unknown>>
  readonly tree: Readonly<Record<string, TreePart>>
  /** What the tree cannot say, as a shell script in the context. */
  readonly script?: string
  readonly env?: Readonly<Record<string, string>>
  /** How many steps the Dockerfile has besides FROM. */
  readonly steps: number
}

const inline = (...lines: readonly string[]) => ({
  context: 'context',
  dockerfile_inline: `${lines.join('\n')}\n`,
})

const ignored = Array.from({ length: 300 }, (_, i) => [`dir${i}/**`, `!dir${i}/keep, ü${i}.txt`]).flat()

const cases: Readonly<Record<string, Case>> = {
  'hard links, symlinks, fifos, modes, empty directories': {
    build: inline('FROM busybox', 'COPY . /c', 'RUN ls -lR /c > /listing'),
    tree: {
      'a/first': 'hello',
      'b/second': { sameAs: 'a/first' },
      'c-third': { sameAs: 'a/first' },
      empty: null,
      'empty/below/it': null,
      'link-file': { to: 'a/first' },
      'link-dir': { to: 'a' },
      'link-gone': { to: '/nowhere/at all' },
      'mode-suid': 'x',
      'mode-sticky': null,
      'no-bytes': '',
    },
    script: 'chmod 6751 mode-suid; chmod 1777 mode-sticky; chmod 0 no-bytes; mkfifo -m 640 pipe',
    steps: 2,
  },
  'names of all kinds': {
    build: inline(
      'FROM busybox',
      'COPY . /c',
      'COPY ["ünï cödé/日本 😀", "/copy of it"]',
      'RUN ls -R /c > /listing',
    ),
    tree: {
      'ünï cödé/日本 😀': 'y',
      '.hidden/..also': '',
      'a-b': '',
      'a.b/c': '',
      'a/b': '',
      'a b': '',
      ab: '',
      'new\nline': '',
      'back\\slash, comma': '',
      '\u{ff5e}': 'sorts after the next in JavaScript',
      '\u{1f600}': 'sorts before it',
    },
    steps: 3,
  },
  '600 ignore lines with exceptions': {
    build: inline('FROM busybox', 'COPY . /c', 'RUN ls -R /c > /listing'),
    tree: {
      '.dockerignore': [...ignored, '**/*.log', '!important.log', '# comment', '.dockerignore'].join('\n'),
      'dir7/keep, ü7.txt': '',
      'dir7/drop.txt': '',
      'dir7/deep/drop.txt': '',
      'dir299/keep, ü299.txt': '',
      'dir299/keep, ü298.txt': '',
      'other/x.txt': '',
      'other/x.log': '',
      'important.log': '',
    },
    steps: 2,
  },
  'parts of the context, by name, wildcard and link': {
    build: {
      context: 'context',
      dockerfile: 'docker/web.Dockerfile',
      target: 'last',
      args: { WHO: 'me, "you"' },
    },
    tree: {
      'docker/web.Dockerfile': [
        'FROM busybox AS first',
        'COPY to-part parts/*.txt seed /c/',
        'FROM busybox AS unused',
        'COPY . /all',
        'FROM busybox AS last',
        'ARG WHO',
        'ENV WHO=$WHO',
        'COPY --from=first --chmod=600 /c /c',
        'COPY --link seed /deep/',
        'RUN --mount=type=bind,source=parts,target=/m ls /m > /listing',
        'WORKDIR /made/here',
      ].join('\n'),
      'docker/web.Dockerfile.dockerignore': 'parts/b.txt\n**/skip*\n!parts/deep/skip-not',
      'parts/a.txt': 'a',
      'parts/b.txt': 'b',
      'parts/deep/skip': '',
      'parts/deep/skip-not': '',
      'to-part': { to: 'parts/deep/skip-not' },
      'not-wanted': '',
    },
    steps: 5,
  },
  'a cache within the image, which an argument asks for': {
    build: {
      ...inline('FROM busybox', 'COPY seed /', 'RUN cat /seed > /listing'),
      args: { BUILDKIT_INLINE_CACHE: '1' },
    },
    tree: {},
    steps: 2,
  },
  'a time that the environment sets': {
    build: inline('FROM busybox', 'COPY seed /', 'RUN cat /seed > /listing'),
    tree: {},
    env: { SOURCE_DATE_EPOCH: '1700000000' },
    steps: 2,
  },
}

/** The environment in which docker-compose finds the buildx beside it; undefined where that is not at hand. */
async function writeConfig(stack: Stack, program: string): Promise<Record<string, string>> {
  const folder = join(stack.folder, 'docker-config')
  await mkdir(folder)
  await writeFile(join(folder, 'config.json'), JSON.stringify({ cliPluginsExtraDirs: [dirname(program)] }))
  return { DOCKER_CONFIG: folder }
}

async function writeProject(stack: Stack, { build, tree, script = 'true' }: Case): Promise<void> {
  const context = join(stack.folder, 'context')
  await writeTree(context, { ...tree, seed: randomBytes(8).toString('hex') })
  execFileSync('sh', ['-c', script], { cwd: context })
  await stack.write({ 'compose.yaml': JSON.stringify({ services: { web: { build } } }) })
}

/**
 * What an image is made of. Its id says the same and is compared too, but not where the engine keeps images with
 * containerd: there docker's own client adds a record of the time of each build.
 */
async function imageOf({ name }: Stack): Promise<unknown> {
  const { json } = await askEngine('GET', `/images/${name}-web/json`)
  const { Id, RootFS, Config, Created, Descriptor } = json as Record<string, unknown>
  return Descriptor ? { RootFS, Config, Created } : { Id, RootFS, Config, Created }
}

/** How many of the Dockerfile's own steps came from the cache. */
function countCached(printed: string): number {
  const names = new Map([...printed.matchAll(/^#(\d+) (\[.*)$/gm)].map(([, number, name]) => [number, name]))
  const cached = [...printed.matchAll(/^#(\d+) CACHED$/gm)].map(([, number]) => names.get(number) ?? '')
  return cached.filter((name) => /\d+\/\d+\] (?!FROM)/.test(name)).length
}

describe.runIf(oracle)("docker's own client and tscompose", () => {
  const buildTheirs = async (stack: Stack, { env }: Case) => {
    const program = oracle ?? ''
    return build(stack, [program], { ...env, ...(await writeConfig(stack, program)) })
  }
  const buildOurs = (stack: Stack, { env = {} }: Case) => build(stack, tscompose, env)
  const build = async (
    stack: Stack,
    program: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const outcome = await stack.runProgram([...program, '--progress', 'plain', 'build'], env)
    expect(outcome.code, outcome.stderr).toBe(0)
    return outcome.stdout + outcome.stderr
  }

  scenario.for(Object.entries(cases))(
    'find in the cache what the other built: %s',
    async ([, one], { stack }) => {
      await writeProject(stack, one)
      expect(countCached(await buildOurs(stack, one))).toBe(0)
      const image = await imageOf(stack)
      expect(countCached(await buildTheirs(stack, one))).toBe(one.steps)
      expect(await imageOf(stack)).toEqual(image)
    },
  )

  scenario.for(Object.entries(cases))('the other way round: %s', async ([, one], { stack }) => {
    await writeProject(stack, one)
    expect(countCached(await buildTheirs(stack, one))).toBe(0)
    const image = await imageOf(stack)
    expect(countCached(await buildOurs(stack, one))).toBe(one.steps)
    expect(await imageOf(stack)).toEqual(image)
  })
})

it.skipIf(oracle)('layer caches are not compared: docker-compose is not at hand', () => {
  expect(cases).not.toEqual({})
})
