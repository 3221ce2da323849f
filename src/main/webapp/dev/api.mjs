// The API contract (src/main/resources/META-INF/openapi.yaml) in memory, for working on the console alone. Never in a build.
import { randomUUID } from 'node:crypto';
import { billingRoutes } from './billing.mjs';
import { paymentRoutes } from './payment.mjs';
import { ordered, orders, serverStates } from './servers.mjs';
import { nodeHours, traffic, usage } from './traffic.mjs';
import { createWorld, joinLater, organisations } from './world.mjs';

class Refused extends Error {
  constructor(status, code, detail, problems, headers = {}) {
    super(detail);
    Object.assign(this, { status, code, problems, headers });
  }
}
const invalid = (problems) => new Refused(422, 'invalid', 'Some of the input is wrong.', problems);
const gone = () => new Refused(404, 'not-found', 'There is no such thing.');
const person = { id: randomUUID(), email: 'mara@lark.example' };
const csrfToken = 'fixture-csrf';
const tag = (value) => ({ ETag: `"${value}"` });

function checkDocument(document) {
  const problems = [];
  const add = (pointer, code, message) => problems.push({ pointer, code, message });
  if (!document.name) add('/name', 'required', 'A name is needed.');
  document.pools?.forEach((pool, p) =>
    pool.servers?.forEach((server, s) => {
      const at = `/pools/${p}/servers/${s}`;
      if (server.port === 22) add(`${at}/port`, 'forbidden', 'Port 22 is not a web server.');
      if (String(server.host).endsWith('.invalid')) add(`${at}/host`, 'unresolvable', 'This name does not resolve.');
    }),
  );
  document.listeners?.forEach((listener, l) => {
    if (listener.port === 9999)
      add(`/listeners/${l}/port`, 'port-taken', 'Port 9999 is used by the ADC “intranet” on the same nodes.');
  });
  if (problems.length > 0) throw invalid(problems);
}

const session = () => ({
  person,
  organisations,
  csrfToken,
  expiresAt: new Date(Date.now() + 8 * 3_600_000).toISOString(),
});
const find = (items, id) => items.find((item) => item.id === id) ?? raise();
const raise = () => {
  throw gone();
};

function openRoutes() {
  return [
    [
      'POST',
      '/sign-ups',
      ({ body }) => {
        const problems = [];
        if (!body.organisation)
          problems.push({ pointer: '/organisation', code: 'required', message: 'Your organisation needs a name.' });
        if (!/.@./.test(body.email))
          problems.push({ pointer: '/email', code: 'malformed', message: 'This is not an e-mail address.' });
        if ((body.password ?? '').length < 12)
          problems.push({ pointer: '/password', code: 'too-short', message: 'A password has at least 12 characters.' });
        if (problems.length) throw invalid(problems);
        return [202, { email: body.email }];
      },
    ],
    ['POST', '/email-verification-requests', ({ body }) => [202, { email: body.email }]],
    [
      'POST',
      '/email-verifications',
      ({ body }) => {
        if (body.token !== 'good')
          throw invalid([{ pointer: '/token', code: 'expired', message: 'The link has expired.' }]);
        return [200, { email: person.email }];
      },
    ],
    [
      'POST',
      '/sessions',
      ({ body }) => {
        if (body.email.startsWith('new@'))
          throw new Refused(403, 'email-not-verified', 'The address is not verified yet.');
        if (body.password === 'wrong') throw new Refused(401, 'bad-credentials', 'Wrong.');
        return [201, session(), { 'Set-Cookie': 'nova_session=fixture; HttpOnly; SameSite=Strict; Path=/' }];
      },
    ],
  ];
}

function memberRoutes(world) {
  const place = (params) => world.get(params.o) ?? raise();
  const o = '/organisations/:o';
  const write = (entry, document, why) => {
    checkDocument(document);
    entry.adc = { ...entry.adc, version: entry.adc.version + 1, changedAt: new Date().toISOString(), document };
    entry.versions.unshift({
      version: entry.adc.version,
      createdAt: entry.adc.changedAt,
      author: person.email,
      why,
      document,
    });
    return entry.adc;
  };
  const adc = ({ params }) => place(params).adcs.find((entry) => entry.adc.id === params.id) ?? raise();
  const match = (request, current) => {
    const given = request.headers['if-match'];
    if (!given) throw new Refused(428, 'precondition-required', 'If-Match is missing.');
    if (given !== `"${current}"`) throw new Refused(412, 'changed-meanwhile', 'It was changed meanwhile.');
  };
  const without = (items, id) => items.splice(items.indexOf(find(items, id)), 1);
  return [
    ['GET', '/sessions/current', () => [200, session()]],
    ['DELETE', '/sessions/current', () => [204, undefined, { 'Set-Cookie': 'nova_session=; Max-Age=0; Path=/' }]],
    ['GET', o, ({ params }) => [200, find(organisations, params.o), tag(find(organisations, params.o).name.length)]],
    [
      'PATCH',
      o,
      ({ params, body, request }) => {
        const found = find(organisations, params.o);
        match(request, found.name.length);
        found.name = body.name;
        return [200, found, tag(found.name.length)];
      },
    ],
    [
      'GET',
      `${o}/nodes`,
      ({ params }) => {
        for (const node of place(params).nodes)
          if (node.state !== 'offline') node.lastSeenAt = new Date(Date.now() - 800).toISOString();
        return [200, { items: place(params).nodes }];
      },
    ],
    ['GET', `${o}/nodes/:id`, ({ params }) => [200, find(place(params).nodes, params.id), tag(1)]],
    [
      'PATCH',
      `${o}/nodes/:id`,
      ({ params, body, request }) => {
        match(request, 1);
        if (body.name === '') throw invalid([{ pointer: '/name', code: 'length', message: 'A name is needed.' }]);
        return [200, Object.assign(find(place(params).nodes, params.id), body), tag(1)];
      },
    ],
    ['DELETE', `${o}/nodes/:id`, ({ params }) => [204, void without(place(params).nodes, params.id)]],
    ['GET', `${o}/refusals`, ({ params }) => [200, { items: place(params).refusals }]],
    ['GET', `${o}/join-tokens`, ({ params }) => [200, { items: place(params).joinTokens }]],
    [
      'POST',
      `${o}/join-tokens`,
      ({ params, body }) => {
        if (!(body.uses >= 1 && body.uses <= 1000))
          throw invalid([{ pointer: '/uses', code: 'out-of-range', message: 'Between 1 and 1,000 uses.' }]);
        const made = {
          id: randomUUID(),
          name: body.name,
          createdAt: new Date().toISOString(),
          expiresAt: new Date(Date.now() + body.expiresInSeconds * 1000).toISOString(),
          uses: body.uses,
          usesLeft: body.uses,
          state: 'usable',
        };
        place(params).joinTokens.unshift(made);
        joinLater(place(params), made);
        const token = `nova_join_${randomUUID().replaceAll('-', '')}`;
        return [
          201,
          {
            ...made,
            token,
            command: `./nova agent --control https://nova.example --join ${token} --data /var/lib/nova`,
          },
        ];
      },
    ],
    [
      'DELETE',
      `${o}/join-tokens/:id`,
      ({ params }) => [204, void (find(place(params).joinTokens, params.id).state = 'revoked')],
    ],
    ['GET', `${o}/api-tokens`, ({ params }) => [200, { items: place(params).apiTokens }]],
    [
      'POST',
      `${o}/api-tokens`,
      ({ params, body }) => {
        const made = { id: randomUUID(), name: body.name, createdAt: new Date().toISOString() };
        place(params).apiTokens.unshift(made);
        return [201, { ...made, token: `nova_api_${randomUUID().replaceAll('-', '')}` }];
      },
    ],
    ['DELETE', `${o}/api-tokens/:id`, ({ params }) => [204, void without(place(params).apiTokens, params.id)]],
    ['GET', `${o}/adcs`, ({ params }) => [200, { items: place(params).adcs.map((entry) => entry.adc) }]],
    [
      'POST',
      `${o}/adcs`,
      ({ params, body }) => {
        checkDocument(body);
        const now = new Date().toISOString();
        const made = {
          id: randomUUID(),
          version: 1,
          createdAt: now,
          changedAt: now,
          document: body,
          rollout: { nodes: place(params).nodes.length, applied: 0, refused: 0, held: 0 },
        };
        place(params).adcs.push({
          adc: made,
          versions: [{ version: 1, createdAt: now, author: person.email, why: 'Created', document: body }],
        });
        return [201, made, tag(1)];
      },
    ],
    ['GET', `${o}/adcs/:id`, (call) => [200, adc(call).adc, tag(adc(call).adc.version)]],
    [
      'PUT',
      `${o}/adcs/:id`,
      (call) => {
        const entry = adc(call);
        match(call.request, entry.adc.version);
        return [200, write(entry, call.body, 'Changed in the console'), tag(entry.adc.version)];
      },
    ],
    [
      'DELETE',
      `${o}/adcs/:id`,
      (call) => {
        const entry = adc(call);
        match(call.request, entry.adc.version);
        place(call.params).adcs.splice(place(call.params).adcs.indexOf(entry), 1);
        return [204];
      },
    ],
    ['GET', `${o}/adcs/:id/versions`, (call) => [200, { items: adc(call).versions }]],
    ['GET', `${o}/adcs/:id/servers`, (call) => [200, { items: serverStates(adc(call).adc, place(call.params)) }]],
    ...orders.map((what) => [
      'POST',
      `${o}/adcs/:id/servers/${what}`,
      (call) => {
        const entry = adc(call);
        if (call.request.headers['if-match']) match(call.request, entry.adc.version);
        const document = ordered(entry.adc.document, what, call.body);
        return [200, write(entry, document, call.body.why ?? `${what} ${call.body.server}`), tag(entry.adc.version)];
      },
    ]),
    // Not in the contract: plays the colleague who saves at the same time.
    [
      'POST',
      `${o}/adcs/:id/colleague`,
      (call) => {
        const entry = adc(call);
        const document = structuredClone(entry.adc.document);
        document.pools[0].servers[0].port++;
        write(entry, document, 'Moved to another port');
        entry.versions[0].author = 'jonas@lark.example';
        return [204];
      },
    ],
    ['GET', `${o}/metrics/traffic`, ({ params, query }) => [200, traffic(place(params), query)]],
    ['GET', `${o}/usage`, ({ params, query }) => [200, usage(place(params), query)]],
    ['GET', `${o}/usage/node-hours`, ({ params, query }) => [200, nodeHours(place(params), query)]],
    ...paymentRoutes(o, (organisation) => place({ o: organisation }).nodes.length > 5),
    ...billingRoutes(o, (organisation) => place({ o: organisation }).nodes),
  ];
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
}

function paramsOf(pattern, path) {
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return undefined;
  const params = {};
  for (const [index, name] of names.entries()) {
    if (name.startsWith(':')) params[name.slice(1)] = parts[index];
    else if (name !== parts[index]) return undefined;
  }
  return params;
}

async function answer(routes, isSignedIn, request, path, query) {
  for (const [method, pattern, handle] of isSignedIn ? [...routes.open, ...routes.member] : routes.open) {
    const params = method === request.method && paramsOf(pattern, path);
    if (params) {
      if (
        isSignedIn &&
        method !== 'GET' &&
        routes.member.some(([m, p]) => m === method && p === pattern) &&
        request.headers['x-csrf-token'] !== csrfToken
      )
        throw new Refused(403, 'csrf', 'The CSRF token is missing.');
      return handle({ params, query, request, body: await bodyOf(request) });
    }
  }
  throw isSignedIn ? gone() : new Refused(401, 'not-signed-in', 'Sign in first.');
}

export function createFixtureApi() {
  const routes = { open: openRoutes(), member: memberRoutes(createWorld()) };
  return async (request, response, next) => {
    const url = new URL(request.url, 'http://localhost');
    if (!url.pathname.startsWith('/api/v1/')) return next();
    const isSignedIn = /nova_session=fixture/.test(request.headers.cookie ?? '');
    try {
      const [status, body, headers = {}] = await answer(
        routes,
        isSignedIn,
        request,
        url.pathname.slice('/api/v1'.length),
        url.searchParams,
      );
      response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    } catch (error) {
      const { status = 500, code = 'internal', problems, headers } = error;
      response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
      response.end(
        JSON.stringify({
          type: 'about:blank',
          title: code,
          status,
          detail: error.message,
          code,
          requestId: randomUUID().slice(0, 8),
          ...(problems ? { problems } : {}),
        }),
      );
    }
  };
}
