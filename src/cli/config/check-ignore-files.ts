import { isAbsolute } from 'node:path'
import { readIgnoreFileOf } from '../../build/read-build-file.ts'
import { Failed, type Failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'

/** Looks at the ignore files of all builds of this machine. Throws what a build would fail with, each with its line. */
export function checkIgnoreFiles({ services }: Project): void {
  const failures = new Map<string, Failure>()
  for (const { name, build } of Object.values(services)) {
    if (!build?.context || !isAbsolute(build.context)) continue
    try {
      readIgnoreFileOf({
        service: name,
        context: build.context,
        ...(build.dockerfile && { dockerfile: build.dockerfile }),
      })
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      // Services that are built of one folder share its file.
      for (const one of error.failures)
        failures.set(one.at ? `${one.at.source.path}:${one.at.start}` : JSON.stringify(one), one)
    }
  }
  if (failures.size > 0) throw new Failed([...failures.values()])
}
