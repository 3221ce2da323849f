import type { Group, Setting } from './settings';

export const checkKinds = [
  { value: 'http', label: 'HTTP' },
  { value: 'tcp', label: 'TCP: a connection opens' },
  { value: 'tls', label: 'TLS: a handshake succeeds' },
  { value: 'grpc', label: 'gRPC health' },
] as const;

const host: Setting = { kind: 'text', label: 'Host header', standard: 'the server’s host' };

const always: Group = {
  intervalMillis: { kind: 'number', label: 'Interval', min: 100, max: 3_600_000, standard: 5_000, unit: 'ms' },
  timeoutMillis: { kind: 'number', label: 'Timeout', min: 50, max: 60_000, standard: 2_000, unit: 'ms' },
  rise: { kind: 'number', label: 'Rise', min: 1, max: 100, standard: 2, hint: 'good checks until up' },
  fall: { kind: 'number', label: 'Fall', min: 1, max: 100, standard: 3, hint: 'bad checks until down' },
};

const http: Group = {
  path: { kind: 'text', label: 'Path', standard: '/' },
  host,
  ...always,
  statusFrom: { kind: 'number', label: 'Status from', min: 100, max: 599, standard: 200 },
  statusTo: { kind: 'number', label: 'Status to', min: 100, max: 599, standard: 399 },
};

const grpc: Group = { grpcService: { kind: 'text', label: 'Service', standard: 'the server as a whole' }, host };

/** The usual settings of a check of this kind. */
export function checkSettings(kind: unknown): Group {
  if (kind === 'grpc') return { ...grpc, ...always };
  return kind === 'tcp' || kind === 'tls' ? always : http;
}

const more: Group = {
  jitterPercent: {
    kind: 'number',
    label: 'Jitter',
    min: 0,
    max: 50,
    standard: 10,
    unit: '%',
    hint: 'the interval is shortened by up to this',
  },
  initiallyDown: { kind: 'flag', label: 'Down until the first check succeeded', standard: false },
};

const httpMore: Group = {
  method: {
    kind: 'choice',
    label: 'Method',
    standard: 'GET',
    options: ['GET', 'HEAD', 'OPTIONS', 'POST'].map((value) => ({ value, label: value })),
  },
  expectedStatuses: {
    kind: 'ranges',
    label: 'Expected statuses',
    standard: 'the range above',
    hint: 'such as 200-204, 301',
  },
  bodyContains: { kind: 'text', label: 'Body contains', standard: 'anything' },
  ...more,
};

/** The rarely needed ones. */
export function checkMore(kind: unknown): Group {
  return kind === 'tcp' || kind === 'tls' || kind === 'grpc' ? more : httpMore;
}

export const jsonAssertion: Group = {
  pointer: { kind: 'text', label: 'JSON pointer', standard: '/status' },
  equals: { kind: 'text', label: 'Equals (JSON)', standard: '"ok"' },
};
