import { isReplicaOf } from '../../model/container.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { textOf } from '../failures/all.ts'
import { describeOperation } from '../plan/describe-operation.ts'
import { jsonText } from '../quote.ts'
import type { RunReport } from './run-report.ts'

/** A report as one JSON document: services with their containers, steps with their times in seconds. */
export function jsonReport(report: RunReport): string {
  const { project, result, began, ended, services, steps, criticalPath } = report
  const since = (time: number) => seconds(time - began)
  const document = {
    project,
    result,
    startedAt: new Date(began).toISOString(),
    seconds: seconds(ended - began),
    services: services.map(({ service, state, waitsFor, ...times }) => ({
      service,
      state,
      waitsFor,
      ...(times.began !== undefined && {
        began: since(times.began),
        seconds: seconds((times.ended ?? times.began) - times.began),
      }),
      containers: report.containers.filter((one) => isOf(one, service)).map(containerJson),
    })),
    steps: steps.flatMap(({ node, went }) => {
      if (node.undoes || went?.state === 'skipped') return []
      const step = { step: node.id, description: describeOperation(node.operation) }
      if (!went) return [{ ...step, state: 'not begun' }]
      const { state } = went
      return [{ ...step, state, began: since(went.began), seconds: seconds(went.ended - went.began) }]
    }),
    criticalPath: criticalPath.map(({ id }) => id),
    failures: report.failures.map((failure) => ({
      code: failure.code,
      message: textOf(failure).message,
      data: failure.data,
    })),
  }
  return `${jsonText(document, 2)}\n`
}

function isOf({ labels: own }: ObservedContainer, service: string): boolean {
  return isReplicaOf({ labels: own }, service)
}

function containerJson({ name, state, health, exitCode }: ObservedContainer) {
  return { name, state, health, ...(state === 'exited' && { exitCode }) }
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000
}
