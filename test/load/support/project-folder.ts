import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ATTRIBUTES } from '../../../src/attributes/all.ts'
import { ELEMENTS } from '../../../src/elements/all.ts'
import { readVariables } from '../../../src/load/env/read-variables.ts'
import { loadProject } from '../../../src/load/load.ts'
import { Failed, type Failure } from '../../../src/model/failure.ts'
import type { Loaded, LoadOptions } from '../../../src/model/loaded.ts'
import { lineAndColumn } from '../../../src/model/place.ts'
import { findFurther } from '../../../src/resolve/find-further.ts'
import { textOf } from '../../../src/show/failures/all.ts'

/** A folder of its own with the files given, taken away when the test is over. */
export class ProjectFolder implements AsyncDisposable {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async of(files: Readonly<Record<string, string>>): Promise<ProjectFolder> {
    const folder = new ProjectFolder(await realpath(await mkdtemp(join(tmpdir(), 'tscompose-load-'))))
    for (const [name, text] of Object.entries(files)) await folder.write(name, text)
    return folder
  }

  async write(name: string, content: string | Buffer): Promise<void> {
    const path = join(this.path, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }

  load(options: Partial<LoadOptions> = {}): Promise<Loaded> {
    return loadProject(
      {
        cwd: this.path,
        files: [],
        envFiles: [],
        profiles: [],
        environment: { HOME: '/home/me' },
        readStdin: async () => '',
        interpolate: true,
        resolvePaths: true,
        ...options,
      },
      { attributes: ATTRIBUTES, elements: ELEMENTS },
      (rest, told) => findFurther(rest, told, readVariables),
    )
  }

  /** What loading fails with, as `code file:line:column`. */
  async failures(options: Partial<LoadOptions> = {}): Promise<string[]> {
    return (await this.failed(options)).filter(isError).map((failure) => this.describe(failure))
  }

  /** The messages loading fails with. */
  async messages(options: Partial<LoadOptions> = {}): Promise<string[]> {
    return (await this.failed(options)).filter(isError).map((failure) => textOf(failure).message)
  }

  async failed(options: Partial<LoadOptions> = {}): Promise<readonly Failure[]> {
    try {
      await this.load(options)
    } catch (error) {
      if (error instanceof Failed) return error.failures
      throw error
    }
    return []
  }

  /** `code file:line:column`, files relative to the folder. */
  describe({ code, at }: Failure): string {
    if (!at) return code
    const { line, column } = lineAndColumn(at)
    return `${code} ${at.source.path.replace(`${this.path}/`, '')}:${line}:${column}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}

function isError({ severity }: Failure): boolean {
  return severity === 'error'
}

/** A tree as plain data, without its origins. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}n` : item)))
}
