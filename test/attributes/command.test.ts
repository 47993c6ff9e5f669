import { expect, it } from 'vitest'
import { command } from '../../src/attributes/command.ts'
import { bodyOf, failuresOf, resolveText, serviceOf, underService } from '../support/canonical.ts'

it.each<[yaml: string, words: string[] | undefined]>([
  ['command: sleep 10', ['sleep', '10']],
  ['command: [sleep, "10"]', ['sleep', '10']],
  ['command: []', []],
  ['command: ""', []],
  ['command:', undefined],
  [`command: sh -c 'echo "a b"'`, ['sh', '-c', 'echo "a b"']],
])('reads %s', async (yaml, words) => {
  expect((await serviceOf(yaml)).command).toEqual(words)
})

it('takes the command of the last file whole', async () => {
  const { project } = await resolveText(
    'services: {a: {image: b, command: [x, y]}}\n---\nservices: {a: {command: z}}',
  )
  expect(project.services.a?.command).toEqual(['z'])
})

it('points at a command that cannot be split', async () => {
  const [failure] = await failuresOf(resolveText(underService('entrypoint: echo "a')))
  expect(failure).toMatchObject({
    code: 'value-invalid',
    data: { expected: 'command-line', value: 'echo "a' },
  })
  expect(failure?.at?.source.text.slice(failure.at.start, failure.at.end)).toBe('echo "a')
})

it('tells the engine none apart from empty', () => {
  expect(bodyOf(command, {})).toMatchObject({ Cmd: null, Entrypoint: null })
  expect(bodyOf(command, { command: [], entrypoint: ['sh'] })).toMatchObject({ Cmd: [], Entrypoint: ['sh'] })
})
