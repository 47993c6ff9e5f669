import { describe, expect, it } from 'vitest'
import { failure, warning } from '../../src/model/failure.ts'
import type { Place } from '../../src/model/place.ts'
import { withoutSequences } from '../../src/show/ansi.ts'
import { describeFailure, describeFailures, describePath } from '../../src/show/diagnostics.ts'
import { diagnosticsJson } from '../../src/show/diagnostics-json.ts'

const options = { color: false, cwd: '/project' }

function placeOf(text: string, marked: string, path = '/project/compose.yaml'): Place {
  const start = text.indexOf(marked)
  return { source: { path, text }, start, end: start + marked.length }
}

const text = 'services:\n  api:\n    image: x\n'

describe('a failure as text', () => {
  it('has place, source line and pointers', () => {
    const at = placeOf(text, 'image')
    expect(describeFailure(failure('project-locked', { project: 'p' }, { at }), options)).toBe(
      [
        'error: project "p" is being changed by another process',
        '  --> compose.yaml:3:5',
        '   |',
        ' 3 |     image: x',
        '   |     ^^^^^',
        '  = help: wait until it has finished, or stop it',
      ].join('\n'),
    )
  })

  it.each([40, 60, 100])('breaks at words on a terminal of %i columns', (columns) => {
    const service = `a-service-${'x'.repeat(8)}`
    const known = Array.from({ length: 12 }, (_, i) => `service-${i}`)
    const long = failure('no-such-service', { service, known })
    const whole = describeFailure(long, options)
    const lines = describeFailure(long, { ...options, columns }).split('\n')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns)
    expect(lines.length).toBeGreaterThan(whole.split('\n').length)
    const words = (text: string) => text.split(/\s+/).filter(Boolean)
    expect(words(lines.join('\n'))).toEqual(words(whole))
    const painted = describeFailure(long, { ...options, columns, color: true })
    expect(withoutSequences(painted)).toBe(lines.join('\n'))
  })

  it('shows where else it has to do with', () => {
    const related = [{ note: 'also here', at: placeOf(text, 'api', '/elsewhere/base.yaml') }]
    expect(describeFailure(warning('nothing-to-remove', { project: 'p' }, { related }), options)).toBe(
      [
        'warning: nothing to remove for project "p"',
        '  = note: also here',
        '  --> /elsewhere/base.yaml:2:3',
        '   |',
        ' 2 |   api:',
        '   |   ^^^',
      ].join('\n'),
    )
  })

  it('quotes output, without the colours and carriage returns it came with', () => {
    const data = { service: 'a', container: 'p-a-1', exitCode: 3, logs: ['\u001b[31mred\u001b[0m\r', 'end'] }
    expect(describeFailure(failure('container-exited', data), options)).toBe(
      [
        'error: container p-a-1 exited (3) while it was expected to run',
        '  = last log lines of p-a-1:',
        '    | red',
        '    | end',
      ].join('\n'),
    )
  })

  it('numbers the lines of a Dockerfile and marks the failing ones', () => {
    const dockerfile = {
      name: 'Dockerfile',
      text: 'FROM a\nRUN b\nRUN c\nRUN d\nRUN e\n',
      firstLine: 4,
      lastLine: 4,
    }
    const shown = describeFailure(failure('build-failed', { service: 's', reason: 'r', dockerfile }), options)
    expect(shown.split('\n').slice(1)).toEqual([
      '  = Dockerfile:4:',
      '    2 | RUN b',
      '    3 | RUN c',
      '  > 4 | RUN d',
      '    5 | RUN e',
    ])
  })

  it('is painted only if asked to', () => {
    const problem = failure('nothing-to-remove', { project: 'p' }, { at: placeOf(text, 'api') })
    expect(describeFailure(problem, { ...options, color: true })).toContain('\u001b[31m^^^\u001b[0m')
    expect(describeFailure(problem, options)).not.toContain('\u001b')
  })
})

it('separates failures of several lines by an empty one', () => {
  const short = failure('nothing-to-remove', { project: 'p' })
  const tall = failure('project-locked', { project: 'p' })
  expect(describeFailures([short, short, tall], options)).toBe(
    [
      'error: nothing to remove for project "p"',
      'error: nothing to remove for project "p"',
      '',
      'error: project "p" is being changed by another process',
      '  = help: wait until it has finished, or stop it',
    ].join('\n'),
  )
})

it.each([
  ['/project/compose.yaml', 'compose.yaml'],
  ['/project/deep/compose.yaml', 'deep/compose.yaml'],
  ['/projects/compose.yaml', '/projects/compose.yaml'],
  ['/compose.yaml', '/compose.yaml'],
  ['-', '<stdin>'],
])('shows the path %s as %s', (path, shown) => {
  expect(describePath(path, '/project')).toBe(shown)
})

describe('a failure as JSON', () => {
  it('has the keys of Compose and more', () => {
    const problem = failure('nothing-to-remove', { project: 'p' }, { at: placeOf(text, 'api') })
    expect(JSON.parse(diagnosticsJson(problem))).toEqual({
      error: true,
      message: 'nothing to remove for project "p"',
      code: 'nothing-to-remove',
      compose: 'Warning: No resource found to remove for project "p".',
      file: '/project/compose.yaml',
      line: 2,
      column: 3,
      data: { project: 'p' },
    })
  })

  it('is one line', () => {
    expect(diagnosticsJson(warning('nothing-to-remove', { project: 'a\nb' }))).toBe(
      '{"warning":true,"message":"nothing to remove for project \\"a\\\\nb\\"","code":"nothing-to-remove",' +
        '"compose":"Warning: No resource found to remove for project \\"a\\\\nb\\".","data":{"project":"a\\nb"}}',
    )
  })
})
