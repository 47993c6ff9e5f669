import { patternProblem } from '../../model/patterns/ignore-file.ts'
import type { CheckContext } from './context.ts'

const SERVICE = 'service:'

/** A container needs an image, or a program that stands in for it. */
export function checkImage({ service, report }: CheckContext): void {
  if (!service.build && !service.image && !service.provider) {
    report('service-without-image', { service: service.name })
  }
}

/** What is built must be built in one way, and for the platform it runs on. */
export function checkBuild(context: CheckContext): void {
  const { service, report, reportBoth } = context
  const { build, name, platform } = service
  if (!build) return
  if (build.dockerfile && build.dockerfile_inline) {
    reportBoth('dockerfile-twice', { service: name }, ['build', 'dockerfile_inline'], ['build', 'dockerfile'])
  }
  checkContexts(context)
  const { platforms = [] } = build
  if (platform && platforms.length > 0 && !platforms.includes(platform)) {
    report('platform-not-built', { service: name, platform, platforms }, 'platform')
  }
}

/** A service whose result is a build context must be built itself; that it exists is checked with references. */
function checkContexts({ service, project, report }: CheckContext): void {
  for (const [context, source] of Object.entries(service.build?.additional_contexts ?? {})) {
    if (!source.startsWith(SERVICE)) continue
    const target = source.slice(SERVICE.length)
    const other = project.services[target]
    if (other && !other.build) {
      const data = { service: service.name, context, target }
      report('context-not-built', data, 'build', 'additional_contexts', context)
    }
  }
}

/** A network mode takes the place of networks. */
export function checkNetworkMode({ service, reportBoth }: CheckContext): void {
  if (service.network_mode && Object.keys(service.networks ?? {}).length > 0) {
    reportBoth('network-mode-with-networks', { service: service.name }, ['network_mode'], ['networks'])
  }
}

/** The engine's forms of a test. */
const TEST_FORMS = ['CMD', 'CMD-SHELL', 'NONE']

export function checkHealthcheck({ service, report }: CheckContext): void {
  const first = service.healthcheck?.test?.[0]
  if (first !== undefined && !TEST_FORMS.includes(first)) {
    report('healthcheck-test-form', { service: service.name, first }, 'healthcheck', 'test')
  }
}

/** Actions that copy nothing into the container. */
const WITHOUT_TARGET = ['rebuild', 'restart']

/** Files that are copied need a place to go, and patterns must mean something. */
export function checkWatch({ service, report }: CheckContext): void {
  service.develop?.watch?.forEach(({ action, target, ignore = [], include = [] }, index) => {
    for (const [key, patterns] of Object.entries({ ignore, include })) {
      patterns.forEach((pattern, at) => {
        const problem = patternProblem(pattern)
        if (problem) report('pattern-invalid', problem, 'develop', 'watch', index, key, at)
      })
    }
    if (!target && !WITHOUT_TARGET.includes(action)) {
      report('watch-target-missing', { service: service.name, action }, 'develop', 'watch', index)
    }
  })
}
