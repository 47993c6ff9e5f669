import { randomFillSync } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const FILES_IN_DIRECTORY = 100

/** The sides' contents differ, so that neither finds in the cache what the other has built. */
function writeContext(folder, files, size) {
  const contents = Buffer.alloc(size)
  for (let i = 0; i < files; i++) {
    const directory = join(folder, `part-${Math.floor(i / FILES_IN_DIRECTORY)}`)
    if (i % FILES_IN_DIRECTORY === 0) mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, `file-${i}`), randomFillSync(contents))
  }
}

function writeProject(folder, context = 'context') {
  const web = { build: { context, dockerfile_inline: 'FROM busybox\nCOPY . /app\nRUN ls /app\n' } }
  const name = basename(folder).toLowerCase()
  writeFileSync(join(folder, 'compose.yaml'), JSON.stringify({ name, services: { web } }))
}

const removeImage = (run) => run(['down', '--rmi', 'local'])

/** A context of which all is known to the engine from a build before. */
function known(files, size) {
  return {
    async setUp(folder, run) {
      writeContext(join(folder, 'context'), files, size)
      writeProject(folder)
      await run(['build'])
    },
    args: ['build'],
    tearDown: removeImage,
  }
}

/** Builds, which are a race of clients: what the engine does is the same for both. */
export const cases = [
  { name: 'build: nothing changed, 10 files', ...known(10, 1000), runs: 20, target: 0.6 },
  {
    name: 'build: nothing changed, 5,000 files, 200 MB',
    ...known(5000, 40_000),
    runs: 10,
    target: '0.8, 100 MB',
  },
  { name: 'build: nothing changed, 50,000 files', ...known(50_000, 100), runs: 5, target: '1, 100 MB' },
  {
    name: 'build: one file of 5,000 changed, 40 kB',
    ...known(5000, 40_000),
    runs: 5,
    isCounted: true,
    before(_, folder) {
      writeFileSync(join(folder, 'context/part-7/file-700'), randomFillSync(Buffer.alloc(40_000)))
    },
  },
  {
    name: 'build: for the first time, 5,000 files, 200 MB',
    runs: 3,
    target: '1, 100 MB',
    setUp(folder) {
      writeProject(folder)
    },
    // Other contents at another place: nothing of it is known.
    before(_, folder) {
      const context = `context-${Date.now()}`
      writeContext(join(folder, 'next'), 5000, 40_000)
      renameSync(join(folder, 'next'), join(folder, context))
      writeProject(folder, context)
    },
    args: ['build'],
    after(_, folder) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
      writeProject(folder)
    },
    tearDown: removeImage,
  },
]
