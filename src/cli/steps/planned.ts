import { warning } from '../../model/failure.ts'
import type { Plan, Question } from '../../plan/graph.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { confirm } from './confirm.ts'

type Answers = Readonly<Record<string, boolean>>

/**
 * A plan without open questions: each is asked on a terminal, and answered with no, saying so, where there
 * is none. What would lose data needs a yes.
 */
export async function planAnswered(context: Context, make: (answers: Answers) => Plan): Promise<Plan> {
  const plan = make({})
  if (plan.questions.length === 0 || context.globals.dryRun) return plan
  const answers: Record<string, boolean> = {}
  for (const question of plan.questions) {
    answers[`${question.code} ${question.subject}`] = await answer(context, question)
  }
  return make(answers)
}

async function answer(context: Context, question: Question): Promise<boolean> {
  if (context.stdin.isTTY) {
    const { describeQuestion } = await import('../../show/plan/describe-plan.ts')
    return confirm(context, describeQuestion(question))
  }
  const { code, subject } = question
  await report([warning('confirmation-needed', { question: code, subject })], context)
  return false
}
