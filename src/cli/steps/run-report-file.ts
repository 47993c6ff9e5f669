import { writeFile } from 'node:fs/promises'
import { extname, resolve as resolvePath } from 'node:path'
import type { Engine } from '../../engine/engine.ts'
import type { ExecuteResult } from '../../execute/execute.ts'
import { Failed, type Failure, failure } from '../../model/failure.ts'
import { labels } from '../../model/labels.ts'
import { criticalPath, serviceCourses } from '../../plan/course.ts'
import type { Plan } from '../../plan/graph.ts'
import type { RunReport } from '../../show/run-report/run-report.ts'
import type { Context } from '../context.ts'
import { failuresOf } from '../exit.ts'

const NOTHING = { services: [], steps: [], criticalPath: [], containers: [] }

/** The file of `up --report`: written once, as soon as it is known how everything started or why it did not. */
export class RunReportFile {
  readonly #context: Context
  readonly #path: string
  readonly #began: number
  #isWritten = false

  /** Fails when the file's extension is of no format there is. */
  constructor(context: Context, file: string) {
    if (!['.json', '.xml'].includes(extname(file))) {
      throw new Failed(
        failure('flag-value-invalid', { flag: '--report', value: file, expected: 'report-file' }),
      )
    }
    this.#context = context
    this.#path = resolvePath(context.cwd, file)
    this.#began = context.now()
  }

  /** Writes what became of a plan; gives what kept it from that. */
  async applied(
    engine: Engine,
    project: string,
    plan: Plan,
    { status, failures, course }: ExecuteResult,
  ): Promise<readonly Failure[]> {
    const containers = await listContainers(engine, project)
    return this.#write({
      project,
      result: status,
      services: serviceCourses(plan, course),
      steps: plan.nodes.map((node) => ({ node, went: course.get(node.id) })),
      criticalPath: criticalPath(plan, course),
      containers,
      failures,
    })
  }

  /** Writes why there was nothing to apply, unless more was written already; gives all that failed by then. */
  async failed(error: unknown): Promise<readonly Failure[]> {
    const failures = failuresOf(error)
    if (this.#isWritten) return failures
    return [...failures, ...(await this.#write({ result: 'failed', failures, ...NOTHING }))]
  }

  async #write(report: Omit<RunReport, 'began' | 'ended'>): Promise<readonly Failure[]> {
    this.#isWritten = true
    const { cwd, now } = this.#context
    const text = await this.#format({ ...report, began: this.#began, ended: now() }, cwd)
    try {
      await writeFile(this.#path, text)
      return []
    } catch (error) {
      return failuresOf(error)
    }
  }

  async #format(report: RunReport, cwd: string): Promise<string> {
    if (extname(this.#path) === '.json') {
      const { jsonReport } = await import('../../show/run-report/json-report.ts')
      return jsonReport(report)
    }
    const { junitReport } = await import('../../show/run-report/junit-report.ts')
    return junitReport(report, cwd)
  }
}

/** What failed may be the engine itself: then nothing is known of the containers. */
async function listContainers(engine: Engine, project: string) {
  try {
    return await engine.listContainers([`${labels.project}=${project}`])
  } catch (error) {
    if (error instanceof Failed) return []
    throw error
  }
}
