import type { components } from './generated';

export type Problem = components['schemas']['Problem'];
export type InputProblem = components['schemas']['InputProblem'];

/** The control plane said no, and why. */
export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfter: string | null = null,
  ) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
  }

  get status() {
    return this.problem.status;
  }

  get code() {
    return this.problem.code;
  }

  get problems(): InputProblem[] {
    return this.problem.problems ?? [];
  }
}

/** No answer from the control plane. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('Nova cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;
}

export function hasStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}

/** What is wrong with the field at this pointer, in one sentence or several. */
export function fieldError(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const messages = error.problems.filter((problem) => problem.pointer === pointer).map((problem) => problem.message);
  return messages.length > 0 ? messages.join(' ') : undefined;
}

/** True when every problem already stands at one of these fields, so that a general notice would only repeat them. */
export function isFullyPlaced(error: unknown, pointers: readonly string[]): boolean {
  return (
    error instanceof ApiError &&
    error.problems.length > 0 &&
    error.problems.every((problem) => pointers.includes(problem.pointer))
  );
}
