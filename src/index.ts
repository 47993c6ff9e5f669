/**
 * The stages as a library: the same functions, in the same order, as the command line calls them.
 *
 *     const loaded = await loadProject(options, MODEL_RULES)
 *     const { project } = await resolveProject(loaded, { ...RESOLVE_ALL, readVariables })
 *     const engine = await connectEngine({ environment: process.env, home })
 *     const observed = await observeProject(engine, project.name)
 *     const plan = planUp({ project, hashing, sealing, api, readFile, fileDigest }, observed, intent)
 *     await executePlan(plan, { engine, … })
 */

export { connectEngine } from './engine/connect.ts'
export type { Engine } from './engine/engine.ts'
export { observeProject } from './engine/observe.ts'
export { type ExecuteOptions, type ExecuteResult, executePlan } from './execute/execute.ts'
export { loadProject } from './load/load.ts'
export type { Event, EventSink } from './model/event.ts'
export { Failed, type Failure } from './model/failure.ts'
export type { Loaded, LoadOptions } from './model/loaded.ts'
export type { Observed } from './model/observed.ts'
export type { Project } from './model/project.ts'
export type { Service } from './model/service.ts'
export type { Desired, Hashing, Sealing, UpIntent } from './plan/desired.ts'
export { type DownIntent, planDown } from './plan/down.ts'
export type { Plan, PlanNode } from './plan/graph.ts'
export { planUp } from './plan/up.ts'
export { RESOLVE_ALL, resolveProject } from './resolve/resolve-project.ts'
export { describeFailure } from './show/diagnostics.ts'
export { describePlan, planJson } from './show/plan/describe-plan.ts'
