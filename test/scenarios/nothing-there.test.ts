import { expect } from 'vitest'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'

/** Command lines without a file, and with what code and which words they end. */
const OF_NOTHING: readonly [command: string, code: number, words: string][] = [
  ['restart', 0, ''],
  ['restart nobody', 1, 'there is no service "nobody"'],
  ['start', 1, 'no container found for project'],
  ['start nobody', 1, 'no container found for project'],
  ['stop nobody', 0, ''],
  ['pause nobody', 0, ''],
  ['unpause nobody', 0, ''],
  ['kill nobody', 0, 'no running container to kill'],
  ['rm -f nobody', 0, 'no stopped containers'],
  ['top nobody', 0, ''],
  ['ps nobody', 0, ''],
  ['exec nobody true', 1, '"nobody" has no running container'],
  ['port nobody 80', 1, '"nobody" has no running container'],
  ['logs', 0, ''],
  ['logs nobody', 1, 'there is no service "nobody"'],
  ['logs -f nobody', 1, 'there is no service "nobody"'],
  ['logs --tail few', 1, '--tail cannot be "few"'],
]

const OF_OTHERS: typeof OF_NOTHING = [
  ['restart nobody', 1, 'the project has "there"'],
  ['start nobody', 1, 'the project has "there"'],
  ['logs nobody', 1, 'the project has "there"'],
  ['start there', 0, ''],
  ['exec -T -t there true', 0, ''],
  ['exec -it -T there true', 0, ''],
  ['exec --tty --no-TTY there false', 1, ''],
]

scenario('commands on what is not there end as those of Docker Compose', async ({ stack }) => {
  const check = async (lines: typeof OF_NOTHING): Promise<void> => {
    for (const [command, code, words] of lines) {
      const ended = await stack.run(`-p ${stack.name} ${command}`)
      expect({ command, code: ended.code }, ended.stderr).toEqual({ command, code })
      expect(ended.stderr).toContain(words)
      if (!words) expect(ended.stderr).toBe('')
    }
  }
  await check(OF_NOTHING)
  await stack.write({ 'compose.yaml': `services: {there: {${SLEEPER}}}` })
  await stack.succeeds('up -d')
  await check(OF_OTHERS)
})
