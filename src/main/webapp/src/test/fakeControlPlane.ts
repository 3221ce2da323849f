import { vi } from 'vitest';

export interface Call {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

type Answer = [status: number, body?: unknown, headers?: Record<string, string>];

/** Answers by `METHOD /path` (below /api/v1), and remembers what it was asked. */
export function fakeControlPlane(answers: Record<string, Answer | ((call: Call) => Answer)>) {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    const text = await request.text();
    const call = {
      method: request.method,
      path,
      headers: request.headers,
      body: text ? (JSON.parse(text) as unknown) : undefined,
    };
    calls.push(call);
    const found = answers[`${request.method} ${path}`];
    if (!found) return problem(404, 'not-found');
    const [status, body, headers] = typeof found === 'function' ? found(call) : found;
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
  });
  return {
    calls,
    of: (method: string, path: string) => calls.filter((call) => call.method === method && call.path === path),
  };
}

export function problemBody(status: number, code: string, problems?: unknown[]) {
  return { type: 'about:blank', title: code, status, code, requestId: 'request-1', ...(problems ? { problems } : {}) };
}

function problem(status: number, code: string) {
  return new Response(JSON.stringify(problemBody(status, code)), { status });
}
