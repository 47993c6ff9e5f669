import { dirname, isAbsolute, join, resolve } from 'node:path'
import { failure } from '../../model/failure.ts'
import type { LoadOptions } from '../../model/loaded.ts'
import type { Source } from '../../model/place.ts'
import { Environment, type EnvValue } from '../env/environment.ts'
import { readEnvFiles } from '../env/read-env-files.ts'
import { isRemote } from '../remote.ts'
import { Report } from '../report.ts'
import { realPathOf, statOf } from '../stat.ts'
import { filesFromEnvironment, findFiles } from './discover.ts'

/** What is known of a project before its files are read. */
export interface ProjectPlace {
  readonly environment: Environment
  /** Absolute paths, `-`, or remote addresses. */
  readonly files: readonly string[]
  /** Project directory, absolute. */
  readonly directory: string
  /** Env files named on the command line, absolute. */
  readonly envFiles: readonly string[]
  readonly profiles: readonly string[]
}

/**
 * Finds the compose files and the environment they are read with: the process environment, then the env
 * files named, or else `.env` beside the first file named (or in the working directory) and, once the files
 * are known, in the project directory.
 */
export async function locateProject(
  options: LoadOptions,
  sources: Source[],
  report: Report,
): Promise<ProjectPlace> {
  const cwd = logicalDirectory(options)
  return await new Locator({ ...options, cwd }, sources, report).run()
}

/**
 * COMPOSE_* variables of the env files beside the files and directory named: settings of commands, below those of the
 * process. None where an env file cannot be read, of which loading the project tells.
 */
export async function readComposeVariables(
  options: LocateOptions,
): Promise<Readonly<Record<string, string>>> {
  const cwd = logicalDirectory(options)
  const variables = await new Locator({ ...options, cwd }, [], new Report()).composeVariables()
  return Object.fromEntries(variables.map(([name, { value }]) => [name, value]))
}

/** The working directory as the user went there, through symbolic links, which PWD tells. */
function logicalDirectory({ cwd, environment }: Pick<LoadOptions, 'cwd' | 'environment'>): string {
  const { PWD } = environment
  if (!PWD || !isAbsolute(PWD)) return cwd
  const logical = realPathOf(PWD)
  return logical !== undefined && logical === realPathOf(cwd) ? resolve(PWD) : cwd
}

/** What of the options of loading tells where a project is. */
type LocateOptions = Omit<LoadOptions, 'readStdin' | 'interpolate' | 'resolvePaths'>

class Locator {
  readonly #options: LocateOptions
  readonly #sources: Source[]
  readonly #report: Report
  readonly #environment: Environment
  readonly #envFiles: readonly string[]
  #files: readonly string[]

  constructor(options: LocateOptions, sources: Source[], report: Report) {
    this.#options = options
    this.#sources = sources
    this.#report = report
    this.#environment = Environment.of(options.environment)
    this.#files = options.files.map((file) => this.#absolute(file))
    this.#envFiles = namedEnvFiles(options).map((file) => resolve(options.cwd, file))
  }

  async run(): Promise<ProjectPlace> {
    const { cwd, profiles, environment } = this.#options
    this.#environment.addMissing(await this.composeVariables())
    if (environment.PWD === undefined) this.#environment.set('PWD', cwd)
    await this.#addEnvFiles(this.#report)
    if (this.#files.length === 0) {
      this.#files =
        filesFromEnvironment(this.#environment, cwd, this.#report) ??
        findFiles(this.#directory(), this.#report)
      await this.#addEnvFiles(this.#report)
    }
    return {
      environment: this.#environment,
      files: this.#files,
      directory: this.#directory(),
      envFiles: this.#envFiles,
      profiles: activeProfiles(profiles, this.#environment),
    }
  }

  /** COMPOSE_* of env files count as if they were set for the process. What is wrong is found out later. */
  async composeVariables(): Promise<[name: string, value: EnvValue][]> {
    const report = new Report()
    const files = this.#envFilesToRead(report)
    const variables = await readEnvFiles(files, this.#environment, [], report)
    return report.errors > 0 ? [] : [...variables].filter(([name]) => name.startsWith('COMPOSE_'))
  }

  async #addEnvFiles(report: Report): Promise<void> {
    const files = this.#envFilesToRead(report)
    const variables = await readEnvFiles(files, this.#environment, this.#sources, report)
    this.#environment.addMissing(variables)
  }

  #envFilesToRead(report: Report): { path: string }[] {
    if (this.#envFiles.length > 0) return this.#envFiles.map((path) => ({ path }))
    if (isDisabled(this.#environment.get('COMPOSE_DISABLE_ENV_FILE'), report)) return []
    const path = join(this.#directory(), '.env')
    return isNoDirectory(path) ? [{ path }] : []
  }

  /** The project directory, as far as it is known by now. */
  #directory(): string {
    const { cwd, projectDirectory } = this.#options
    if (projectDirectory) return resolve(cwd, projectDirectory)
    const first = this.#files.find((file) => file !== '-')
    return first === undefined || isRemote(first) ? cwd : dirname(first)
  }

  #absolute(file: string): string {
    return file === '-' || isRemote(file) ? file : resolve(this.#options.cwd, file)
  }
}

function namedEnvFiles({
  envFiles,
  environment,
}: Pick<LoadOptions, 'envFiles' | 'environment'>): readonly string[] {
  if (envFiles.length > 0) return envFiles
  return (environment.COMPOSE_ENV_FILES ?? '').split(',').filter((file) => file !== '')
}

function activeProfiles(flags: readonly string[], environment: Environment): readonly string[] {
  if (flags.length > 0) return flags
  const named = (environment.get('COMPOSE_PROFILES') ?? '').split(',')
  return named.map((name) => name.trim()).filter((name) => name !== '')
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False'])

function isDisabled(value: string | undefined, report: Report): boolean {
  if (value === undefined || FALSE.has(value)) return false
  if (TRUE.has(value)) return true
  report.add(failure('variable-not-boolean', { name: 'COMPOSE_DISABLE_ENV_FILE', value }))
  return false
}

/** A directory called `.env` is passed over; anything else there is read, so that a problem shows. */
function isNoDirectory(path: string): boolean {
  const stats = statOf(path)
  return stats === 'error' || (stats !== undefined && !stats.isDirectory())
}
