import { Failed, failure } from '../model/failure.ts'
import type { AnswerProblem } from '../model/failures/engine.ts'
import type { Link } from './link.ts'

/** An answer of the engine, or of who claims to be it, that cannot be used. Whoever knows the call makes a failure of it. */
export class BadAnswer extends Error {
  readonly problem: AnswerProblem
  readonly detail: string | undefined

  constructor(problem: AnswerProblem, detail?: string) {
    super(problem)
    this.problem = problem
    this.detail = detail
  }
}

/** The typed failure of an answer to a call (`GET /networks`) that cannot be used. */
export function answerInvalid({ address }: Link, what: string, { problem, detail }: BadAnswer): Failed {
  return new Failed(failure('engine-answer-invalid', { address, what, problem, ...(detail && { detail }) }))
}

/** What a stream gives; where it cannot be used, it ends with the failure that names the call. */
export async function* named<T>(source: AsyncIterable<T>, link: Link, what: string): AsyncGenerator<T> {
  try {
    yield* source
  } catch (error) {
    throw error instanceof BadAnswer ? answerInvalid(link, what, error) : error
  }
}
