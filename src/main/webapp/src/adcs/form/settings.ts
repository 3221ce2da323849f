/** What can be set, as data: the fields, the places of problems and the checks are all made from it. */
export type Setting =
  | {
      kind: 'number';
      label: string;
      min: number;
      max: number;
      /** What holds when nothing is given; stands in the empty field. */
      standard: number | string;
      unit?: string;
      hint?: string;
    }
  | { kind: 'text'; label: string; standard?: string; hint?: string }
  | { kind: 'lines'; label: string; standard?: string; hint?: string }
  | { kind: 'flag'; label: string; standard: boolean; hint?: string }
  | { kind: 'choice'; label: string; standard: string; options: readonly Option[]; hint?: string }
  | { kind: 'list'; label: string; standard?: string; hint?: string; numbers?: boolean }
  | { kind: 'ranges'; label: string; standard?: string; hint?: string };

export interface Option {
  value: string;
  label: string;
}

export type Group = Readonly<Record<string, Setting>>;

const ms = 'ms';
const HOUR = 3_600_000;
const MILLION = 1_000_000;

/** Bounds and defaults are those of the OpenAPI document. */
export const timeouts: Group = {
  connectMillis: { kind: 'number', label: 'Connect', min: 10, max: 60_000, standard: 2_000, unit: ms },
  firstByteMillis: { kind: 'number', label: 'First byte', min: 10, max: HOUR, standard: 60_000, unit: ms },
  idleMillis: { kind: 'number', label: 'Idle', min: 10, max: HOUR, standard: 60_000, unit: ms },
};

export const limits: Group = {
  maxHeaderBytes: { kind: 'number', label: 'Header size', min: 1_024, max: 65_536, standard: 16_384, unit: 'bytes' },
  maxHeaders: { kind: 'number', label: 'Headers', min: 8, max: 1_000, standard: 100 },
  maxBodyBytes: {
    kind: 'number',
    label: 'Body size',
    min: 0,
    max: 1_099_511_627_776,
    standard: 0,
    unit: 'bytes',
    hint: '0 = unlimited',
  },
  headerTimeoutMillis: { kind: 'number', label: 'Header timeout', min: 100, max: 600_000, standard: 10_000, unit: ms },
  idleTimeoutMillis: { kind: 'number', label: 'Idle timeout', min: 100, max: HOUR, standard: 60_000, unit: ms },
  bodyIdleTimeoutMillis: {
    kind: 'number',
    label: 'Body idle timeout',
    min: 100,
    max: HOUR,
    standard: 30_000,
    unit: ms,
  },
  maxConnections: { kind: 'number', label: 'Connections', min: 1, max: MILLION, standard: 10_000 },
};

export const passiveHealth: Group = {
  enabled: {
    kind: 'flag',
    label: 'Watch what servers answer to visitors',
    standard: true,
    hint: 'A server with a bad answer is set aside, and comes back when it is well.',
  },
  stallDetection: {
    kind: 'flag',
    label: 'Set stalling servers aside before the timeout',
    standard: true,
  },
  ejectLast: { kind: 'flag', label: 'Set even the last server aside', standard: false },
  downStatuses: { kind: 'ranges', label: 'Statuses that mean down', standard: '500-599' },
  consecutive: { kind: 'number', label: 'Bad answers in a row', min: 1, max: 1_000, standard: 1 },
  ratioPercent: {
    kind: 'number',
    label: 'Or share of bad ones',
    min: 1,
    max: 100,
    standard: 'off',
    unit: '%',
  },
  ratioMinimum: { kind: 'number', label: 'Among at least', min: 1, max: MILLION, standard: 20, unit: 'requests' },
  ratioWindowMillis: { kind: 'number', label: 'Within', min: 1_000, max: HOUR, standard: 10_000, unit: ms },
  maxEjectedPercent: { kind: 'number', label: 'At most aside', min: 0, max: 100, standard: 66, unit: '% of the pool' },
  panicPercent: {
    kind: 'number',
    label: 'Panic below',
    min: 0,
    max: 100,
    standard: 0,
    unit: '% available',
    hint: 'then all get traffic again; 0 = never',
  },
  baseEjectionMillis: {
    kind: 'number',
    label: 'First time aside',
    min: 100,
    max: HOUR,
    standard: 1_000,
    unit: ms,
    hint: 'doubled with each relapse',
  },
};

export const retry: Group = {
  enabled: {
    kind: 'flag',
    label: 'Try failed requests on another server',
    standard: true,
    hint: 'GET, HEAD, OPTIONS, PUT and DELETE; others only when they cannot have run.',
  },
  anyMethod: {
    kind: 'flag',
    label: 'Any method may be repeated',
    standard: false,
    hint: 'Running a request twice is harmless here.',
  },
  hedge: {
    kind: 'flag',
    label: 'Ask a second server when a GET is slow',
    standard: false,
    hint: 'Slower than 95 % of its route; the first answer wins.',
  },
  statuses: { kind: 'list', label: 'Statuses', standard: '500, 501, 502, 503, 504', numbers: true },
  maxAttempts: { kind: 'number', label: 'Servers asked', min: 1, max: 16, standard: 4, hint: 'the first included' },
  budgetPercent: { kind: 'number', label: 'Budget', min: 0, max: 100, standard: 20, unit: '% of requests' },
  budgetPerSecond: { kind: 'number', label: 'And at least', min: 0, max: MILLION, standard: 10, unit: 'per second' },
  perTryMillis: {
    kind: 'number',
    label: 'First byte of one try',
    min: 10,
    max: HOUR,
    standard: 'the pool’s',
    unit: ms,
  },
  totalMillis: { kind: 'number', label: 'All tries', min: 10, max: HOUR, standard: 'no limit', unit: ms },
  spoolMemoryBytes: {
    kind: 'number',
    label: 'Bodies in memory',
    min: 0,
    max: 16_777_216,
    standard: 65_536,
    unit: 'bytes',
  },
  spoolDiskBytes: {
    kind: 'number',
    label: 'Then on disk',
    min: 0,
    max: 17_179_869_184,
    standard: 16_777_216,
    unit: 'bytes',
    hint: 'longer ones are not repeated',
  },
};

export const resume: Group = {
  enabled: {
    kind: 'flag',
    label: 'Go on with a download that was cut off, from another server',
    standard: true,
    hint: 'With a strong ETag; never a wrong byte.',
  },
  lastModified: { kind: 'flag', label: 'Also with Last-Modified and the same length', standard: false },
  maxTimes: { kind: 'number', label: 'Times per answer', min: 1, max: 100, standard: 8 },
};

export const circuitBreaker: Group = {
  maxConnections: { kind: 'number', label: 'Connections', min: 0, max: MILLION, standard: 0, hint: '0 = no limit' },
  maxInFlight: { kind: 'number', label: 'Requests in flight', min: 0, max: MILLION, standard: 0, hint: '0 = no limit' },
  maxPending: {
    kind: 'number',
    label: 'Requests waiting',
    min: 0,
    max: MILLION,
    standard: 1_024,
    hint: 'for the pool; beyond: 503',
  },
  pendingMillis: { kind: 'number', label: 'They wait', min: 1, max: 60_000, standard: 1_000, unit: ms },
};

export const poolTraffic: Group = {
  slowStartMillis: {
    kind: 'number',
    label: 'Slow start',
    min: 0,
    max: HOUR,
    standard: 30_000,
    unit: ms,
    hint: 'until a recovered server has its full share',
  },
  zonePercent: {
    kind: 'number',
    label: 'Own zone first, while',
    min: 0,
    max: 100,
    standard: 50,
    unit: '% available',
    hint: '0 = zones do not matter',
  },
};

export const stickiness: Group = {
  cookieName: { kind: 'text', label: 'Cookie', standard: 'nova' },
  maxAgeSeconds: {
    kind: 'number',
    label: 'Lives for',
    min: 1,
    max: 31_536_000,
    standard: 'until the browser closes',
    unit: 's',
  },
};

export const serverTls: Group = {
  verify: { kind: 'flag', label: 'Verify the server’s certificate', standard: true },
  serverName: { kind: 'text', label: 'Server name', standard: 'the server’s host' },
  caPem: { kind: 'lines', label: 'Own authority (PEM)', standard: 'the node’s trust store' },
};

export const certificateFiles: Group = {
  certificatePath: { kind: 'text', label: 'Certificate file on the node', standard: '/etc/nova/client.pem' },
  keyPath: { kind: 'text', label: 'Key file on the node', standard: '/etc/nova/client.key' },
};

export const serverProtocol: Group = {
  http2: { kind: 'flag', label: 'HTTP/2 to servers', standard: false, hint: 'gRPC needs it.' },
  proxyProtocol: {
    kind: 'number',
    label: 'PROXY protocol version',
    min: 0,
    max: 2,
    standard: 0,
    hint: '1 or 2; 0 = none',
  },
};

export const tcpMore: Group = {
  proxyProtocol: {
    kind: 'flag',
    label: 'PROXY protocol',
    standard: false,
    hint: 'Every connection must begin with its header; another balancer stands in front.',
  },
};

export const listenerMore: Group = {
  http2: { kind: 'flag', label: 'HTTP/2', standard: true },
  ...tcpMore,
};

export const errorPage: Group = {
  statusFrom: { kind: 'number', label: 'Status from', min: 400, max: 599, standard: '' },
  statusTo: { kind: 'number', label: 'Status to', min: 400, max: 599, standard: '' },
  retryAfterSeconds: { kind: 'number', label: 'Retry-After', min: 1, max: 86_400, standard: 1, unit: 's' },
  html: { kind: 'lines', label: 'HTML', standard: 'a plain page of the node' },
  json: { kind: 'lines', label: 'JSON', standard: 'an RFC 9457 problem' },
};
