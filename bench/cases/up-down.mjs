import { setTimeout } from 'node:timers/promises'
import { writeProject } from '../projects.mjs'

const down = (run) => run(['down', '-t', '0'])
const up = (run) => run(['up', '-d'])
/** Milliseconds after which the engine has finished what it does behind an `up` that has returned. */
const SETTLED_AFTER = 2000

function upOf(services, runs) {
  return {
    name: `up -d, ${services} service${services === 1 ? '' : 's'}`,
    runs,
    target: 1,
    setUp: (folder) => writeProject(folder, { services }),
    args: ['up', '-d'],
    after: down,
    tearDown: down,
  }
}

function downOf(services, runs) {
  return {
    name: `down, ${services} services`,
    runs,
    target: 1,
    setUp: (folder) => writeProject(folder, { services }),
    before: async (run) => {
      await up(run)
      await setTimeout(SETTLED_AFTER)
    },
    args: ['down', '-t', '0'],
    tearDown: down,
  }
}

function idleUpOf(services, runs) {
  return {
    name: `up -d, nothing to do, ${services} services with health checks`,
    runs,
    target: 0.3,
    setUp: async (folder, run) => {
      writeProject(folder, { services, healthchecks: true })
      await run(['up', '-d', '--wait'])
    },
    args: ['up', '-d'],
    tearDown: down,
  }
}

/** Bringing stacks up and down, where the engine is most of the time. */
export const cases = [
  upOf(1, 20),
  upOf(10, 20),
  upOf(50, 5),
  upOf(100, 3),
  downOf(10, 20),
  downOf(50, 5),
  idleUpOf(3, 20),
  idleUpOf(50, 5),
  {
    name: 'scale 1 to 20',
    runs: 5,
    target: 1,
    setUp: (folder) => writeProject(folder, { services: 1 }),
    before: (run) => run(['up', '-d', '--scale', 's1=1']),
    args: ['up', '-d', '--scale', 's1=20'],
    tearDown: down,
  },
]
