import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const CONTAINERS = 10
const LINES = 100_000

const talk = `BEGIN { for (i = 0; i < ${LINES}; i++) print i, "a line of ordinary length, as programs write them" }`

function writeProject(folder) {
  const speaker = { image: 'busybox', command: ['awk', talk] }
  const services = Object.fromEntries(Array.from({ length: CONTAINERS }, (_, i) => [`s${i}`, speaker]))
  const name = basename(folder).toLowerCase()
  writeFileSync(join(folder, 'compose.yaml'), JSON.stringify({ name, services }))
}

export const cases = [
  {
    name: 'logs, 1,000,000 lines of 10 containers',
    runs: 5,
    target: '1, 150 MB',
    async setUp(folder, run) {
      writeProject(folder)
      // In the foreground it ends when all have spoken.
      await run(['up'])
    },
    args: ['logs'],
    tearDown: (run) => run(['down', '-t', '0']),
  },
]
