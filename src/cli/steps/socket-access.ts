import { readLogins } from '../../engine/logins.ts'
import type { Project } from '../../model/project.ts'
import { wantsApiSocket, withApiSocket } from '../../resolve/api-socket.ts'
import type { Context } from '../context.ts'

/** A project whose services get the engine's socket where they ask for it. */
export async function withSocketAccess(project: Project, { environment, home }: Context): Promise<Project> {
  return wantsApiSocket(project) ? withApiSocket(project, await readLogins(environment, home)) : project
}
