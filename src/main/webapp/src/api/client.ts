import createClient, { type Middleware } from 'openapi-fetch';
import { connection } from './connection';
import type { components, paths } from './generated';
import { ApiError, isProblem, Unreachable } from './problem';

export type Schemas = components['schemas'];

let csrfToken: string | undefined;

/** The session's token, repeated on every request that changes something. */
export function rememberCsrfToken(token: string | undefined) {
  csrfToken = token;
}

const safeMethods = new Set(['GET', 'HEAD']);

const csrf: Middleware = {
  onRequest({ request }) {
    if (csrfToken && !safeMethods.has(request.method)) request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
};

export const api = createClient<paths>({
  baseUrl: `${window.location.origin}/api/v1`,
  credentials: 'same-origin',
  // Looked up at each call, so that tests can put their own in its place.
  fetch: (request) => globalThis.fetch(request),
});
api.use(csrf);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export interface Tagged<T> {
  value: T;
  etag: string;
}

async function settle<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    connection.lost();
    throw new Unreachable(cause);
  }
  if (answer.response.ok) {
    connection.restored();
    return answer;
  }
  if (isProblem(answer.error)) {
    connection.restored();
    throw new ApiError(answer.error, answer.response.headers.get('Retry-After'));
  }
  // Not our words: something between here and the control plane answered for it.
  connection.lost();
  throw new Unreachable(`HTTP ${answer.response.status}`);
}

export async function send<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await settle(call)).data as T;
}

export async function sendTagged<T>(call: Promise<Answer<T>>): Promise<Tagged<T>> {
  const answer = await settle(call);
  return { value: answer.data as T, etag: answer.response.headers.get('ETag') ?? '' };
}
