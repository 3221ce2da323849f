// A small organisation in memory, in every state a console has to show. Development only.
import { randomUUID } from 'node:crypto';

const id = (kind, number) => `00000000-0000-4000-8000-${kind}${String(number).padStart(8, '0')}`;
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const hour = 3600;
const day = 24 * hour;

export const organisations = [
  { id: id('0a00', 1), name: 'Larkfield Instruments', role: 'owner', createdAt: ago(90 * day) },
  { id: id('0a00', 2), name: 'Fresh Start', role: 'admin', createdAt: ago(60) },
];

const shop = {
  name: 'shop',
  listeners: [
    { port: 8080 },
    {
      port: 8443,
      protocol: 'https',
      tls: { certificates: [{ certificatePath: '/etc/nova/shop.pem', keyPath: '/etc/nova/shop.key' }] },
    },
  ],
  routes: [
    {
      name: 'orders',
      pathTemplate: '/users/{id}/orders',
      hosts: ['shop.lark.example'],
      methods: ['GET'],
      headers: [{ name: 'X-Beta', values: ['yes'] }],
      pool: 'api',
      rewrite: { path: '/v2/users/{id}/orders', requestHeaders: [{ action: 'set', name: 'X-From', value: 'nova' }] },
    },
    { name: 'old', pathExact: '/shop.php', redirect: { status: 308, location: 'https://{host}/{query}' } },
    { name: 'api', pathPrefix: '/api/', pool: 'api' },
    { name: 'default', pathPrefix: '/', pool: 'web' },
  ],
  pools: [
    {
      name: 'web',
      algorithm: 'consistentHash',
      hashKey: { source: 'cookie', name: 'basket' },
      servers: [
        { name: 'web-1', host: '10.20.0.11', port: 8080, weight: 2, zone: 'fra' },
        { name: 'web-2', host: '10.20.0.12', port: 8080, zone: 'fra', drain: { forceAt: ago(-245) } },
        { name: 'web-3', host: '10.20.0.13', port: 8080, zone: 'ams' },
        { name: 'web-4', host: '10.20.0.14', port: 8080 },
        { name: 'spare', host: '10.20.9.1', port: 8080, backup: true, maintenance: true },
      ],
      stages: [{ name: 'canary', servers: ['web-4'], sharePercent: 12.5, cookies: [{ name: 'canary' }] }],
      stickiness: { maxAgeSeconds: 3600 },
      passiveHealth: { downStatuses: [{ from: 500, to: 501 }], consecutive: 2 },
      retry: { maxAttempts: 3, totalMillis: 4000 },
      healthCheck: { path: '/healthz', intervalMillis: 2000, fall: 2 },
      timeouts: { connectMillis: 500 },
    },
    { name: 'api', servers: [{ host: 'api.internal', port: 9000 }], healthCheck: { path: '/ready' } },
  ],
  errorPages: [
    { statusFrom: 502, statusTo: 504, html: '<h1>{{status}}</h1>\n<p>We are back soon.</p>', retryAfterSeconds: 30 },
  ],
  limits: { maxBodyBytes: 10485760 },
};
const intranet = {
  name: 'intranet',
  listeners: [{ port: 8090 }],
  pools: [{ name: 'wiki', servers: [{ host: '10.20.4.2', port: 3000 }] }],
};

function node(number, name, more = {}) {
  const { config = {}, servers, ...rest } = more;
  const health = (server, state = 'healthy', cause) => ({
    adcId: id('0adc', 1),
    pool: server === 'api.internal:9000' ? 'api' : 'web',
    server,
    state,
    since: ago(state === 'healthy' ? 5 * day : 340),
    inFlight: state === 'healthy' ? (number * 7 + server.length) % 23 : 0,
    passive: cause?.startsWith('status') ?? false,
    ...(cause ? { cause } : {}),
  });
  return {
    id: id('0de0', number),
    name,
    hostname: `${name}.lark.example`,
    zone: name.split('-')[0],
    state: 'online',
    enrolledAt: ago((30 - number) * day),
    connectedSince: ago(number * 7.3 * hour),
    lastSeenAt: ago(1),
    agentVersion: '0.1.0',
    capability: 2,
    operatingSystem: 'Linux 6.12',
    architecture: 'amd64',
    processors: 4,
    memoryBytes: 8 * 2 ** 30,
    residentBytes: (96 + number * 3.4) * 2 ** 20,
    openConnections: 180 + number * 37,
    spooledBatches: 0,
    config: {
      desired: 42,
      sent: 42,
      acknowledged: 42,
      applied: 42,
      state: 'current',
      changedAt: ago(2 * hour),
      appliedAt: ago(2 * hour - 1),
      problems: [],
      ...config,
    },
    servers: servers ?? [
      health('web-1'),
      health('web-2'),
      ...(number % 3 === 0 ? [health('web-3', 'unhealthy', 'status 501')] : [health('web-3')]),
      health('web-4', 'unhealthy', 'connect: refused'),
      health('api.internal:9000'),
    ],
    ...rest,
  };
}

const nodes = [
  node(1, 'fra-1'),
  node(2, 'fra-2'),
  node(3, 'ams-1', { config: { applied: 41, state: 'drifting' }, spooledBatches: 3 }),
  node(4, 'nyc-1', {
    config: {
      applied: 41,
      state: 'refused',
      problems: [
        {
          pointer: '/listeners/1/port',
          code: 'port-taken',
          message: 'Port 8081 is used by another program on this machine.',
        },
      ],
    },
  }),
  node(5, 'nyc-2', {
    agentVersion: '0.0.9',
    capability: 1,
    config: {
      sent: 41,
      acknowledged: 41,
      applied: 41,
      state: 'held',
      problems: [
        {
          pointer: '',
          code: 'agent-too-old',
          message: 'Agent 0.0.9 does not understand this version, so it is not sent. Update the agent.',
        },
        {
          pointer: '/adcs/0/pools/0',
          code: 'agent-too-old',
          message: 'Pool "web" of ADC "shop" needs a newer agent.',
        },
      ],
    },
  }),
  node(6, 'sgp-1', { state: 'draining' }),
  node(7, 'sao-1', {
    state: 'offline',
    lastSeenAt: ago(2.2 * hour),
    connectedSince: undefined,
    config: { sent: 41, acknowledged: 41, applied: 41, state: 'pending' },
  }),
];

function adc(number, document, version, rollout) {
  const texts = ['Created', 'More servers for the autumn sale', 'Shorter connect timeout', 'Separate pool for the API'];
  const versions = Array.from({ length: version }, (_, index) => {
    const older = structuredClone(document);
    if (index < version - 1 && number === 1) {
      older.pools[0].servers = older.pools[0].servers.slice(0, 1 + (index % 3));
      delete older.pools[0].timeouts;
      older.pools[0].healthCheck = { path: '/', intervalMillis: 5000 };
    }
    return {
      version: index + 1,
      createdAt: ago((version - index) * 5.5 * hour),
      author: index % 3 === 2 ? 'deploy pipeline' : 'mara@lark.example',
      why: texts[index % 4],
      document: older,
    };
  }).reverse();
  return {
    adc: { id: id('0adc', number), version, createdAt: ago(20 * day), changedAt: ago(2 * hour), document, rollout },
    versions,
  };
}

export function createWorld() {
  const full = {
    nodes,
    adcs: [
      adc(1, shop, 7, { nodes: 7, applied: 3, refused: 1, held: 1 }),
      adc(2, intranet, 1, { nodes: 2, applied: 2, refused: 0, held: 0 }),
    ],
    joinTokens: [
      {
        id: id('0701', 1),
        name: 'autoscaling',
        createdAt: ago(hour),
        expiresAt: ago(-6 * day),
        uses: 50,
        usesLeft: 43,
        state: 'usable',
      },
      {
        id: id('0701', 2),
        name: 'node',
        createdAt: ago(3 * day),
        expiresAt: ago(2.9 * day),
        uses: 1,
        usesLeft: 0,
        state: 'used-up',
      },
      {
        id: id('0701', 3),
        name: 'trial machine',
        createdAt: ago(5 * day),
        expiresAt: ago(4.9 * day),
        uses: 1,
        usesLeft: 1,
        state: 'revoked',
      },
    ],
    apiTokens: [
      {
        id: id('0a91', 1),
        name: 'deploy pipeline',
        createdAt: ago(40 * day),
        expiresAt: ago(-50 * day),
        lastUsedAt: ago(hour),
      },
      { id: id('0a91', 2), name: 'status page', createdAt: ago(9 * day) },
    ],
    refusals: [
      {
        id: id('0efe', 1),
        at: ago(400),
        kind: 'enrolment',
        code: 'token-expired',
        message: 'The join token has expired.',
        remoteAddress: '203.0.113.9',
        joinToken: 'node',
        count: 4,
      },
      {
        id: id('0efe', 2),
        at: ago(3 * hour),
        kind: 'handshake',
        code: 'clock-off',
        message: 'The clock of the machine is 11 minutes ahead.',
        remoteAddress: '198.51.100.23',
        nodeId: id('0de0', 7),
        count: 61,
      },
    ],
    hasTraffic: true,
  };
  const empty = { nodes: [], adcs: [], joinTokens: [], apiTokens: [], refusals: [], hasTraffic: false };
  return new Map([
    [organisations[0].id, full],
    [organisations[1].id, empty],
  ]);
}

/** Somebody runs the join command a few seconds after it was made. */
export function joinLater(place, token) {
  setTimeout(() => {
    token.usesLeft--;
    if (token.usesLeft === 0) token.state = 'used-up';
    place.nodes.push(
      node(90 + place.nodes.length, `new-${place.nodes.length + 1}`, {
        id: randomUUID(),
        enrolledAt: ago(0),
        connectedSince: ago(0),
        servers: [],
      }),
    );
    setTimeout(() => {
      if (place.adcs.length > 0) place.hasTraffic = true;
    }, 6_000);
  }, 4_000);
}
