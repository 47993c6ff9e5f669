import { writeProject } from '../projects.mjs'

const running = {
  async setUp(folder, run) {
    writeProject(folder, { services: 3 })
    await run(['up', '-d', '-t', '0'])
  },
  tearDown: (run) => run(['down', '-t', '0']),
}

/** What a user types all day, where starting the program is most of the time. */
export const cases = [
  { name: 'version', setUp: () => {}, args: ['version'] },
  {
    name: 'config, 10 services',
    target: 1.5,
    setUp: (folder) => writeProject(folder, { services: 10 }),
    args: ['config', '-q'],
  },
  {
    name: 'config, 1,000 services',
    target: 1,
    setUp: (folder) => writeProject(folder, { services: 1000 }),
    args: ['config', '-q'],
  },
  {
    name: 'config, 10,000 services',
    runs: 3,
    setUp: (folder) => writeProject(folder, { services: 10_000 }),
    args: ['config', '-q'],
  },
  { name: 'ps, 3 running', ...running, args: ['ps'] },
  { name: 'up -d, nothing to do, 3 services', target: 1, ...running, args: ['up', '-d'] },
]
