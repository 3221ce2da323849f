// Servers of an ADC as the contract tells of them, and what can be done to one. Development only.
export const orders = ['drain', 'bring-back', 'weight', 'maintenance', 'share', 'unshare'];

const wrong = (pointer, code, message) =>
  Object.assign(new Error('Some of the input is wrong.'), {
    status: 422,
    code: 'invalid',
    problems: [{ pointer, code, message }],
  });

/** The document with one server changed. */
export function ordered(before, what, body) {
  const document = structuredClone(before);
  const pool = document.pools.find(({ name }) => name === body.pool);
  if (!pool) throw wrong('/pool', 'unknown-pool', 'There is no pool by this name.');
  const server = pool.servers.find((each) => nameOf(each) === body.server);
  if (!server) throw wrong('/server', 'unknown-server', 'This pool has no server so named.');
  const stage = pool.stages?.find(({ servers }) => servers.includes(body.server));
  if (what === 'drain')
    server.drain = body.force
      ? { forceAt: new Date().toISOString() }
      : body.deadlineSeconds
        ? { forceAt: new Date(Date.now() + body.deadlineSeconds * 1000).toISOString() }
        : {};
  if (what === 'bring-back') {
    delete server.drain;
    delete server.maintenance;
  }
  if (what === 'weight') {
    if (!(body.weight >= 0 && body.weight <= 256)) throw wrong('/weight', 'out-of-range', 'This is between 0 and 256.');
    server.weight = body.weight;
  }
  if (what === 'maintenance') server.maintenance = body.on;
  if (what === 'unshare') pool.stages = pool.stages?.filter((each) => each !== stage);
  if (what === 'share') {
    const changed = stage ?? { name: body.server, servers: [body.server] };
    changed.sharePercent = body.sharePercent;
    if (body.headers) changed.headers = body.headers;
    if (body.cookies) changed.cookies = body.cookies;
    if (!stage) pool.stages = [...(pool.stages ?? []), changed];
  }
  return document;
}

const nameOf = ({ name, host, port }) => name ?? `${host}:${port}`;

/** What is left on a server that drains melts away while one looks. */
function left(server, inFlight) {
  if (!server.drain) return inFlight;
  const until = server.drain.forceAt ? Date.parse(server.drain.forceAt) : Date.now() + 120_000;
  return until <= Date.now() ? 0 : Math.min(inFlight, Math.ceil((until - Date.now()) / 9_000));
}

export function serverStates(adc, place) {
  const serving = place.nodes.filter(({ id }) => adc.document.nodeIds?.includes(id) ?? true);
  const online = serving.filter(({ state }) => state !== 'offline');
  return adc.document.pools.flatMap((pool) =>
    pool.servers.map((server) => {
      const name = nameOf(server);
      const seenBy = online
        .flatMap((node) =>
          node.servers
            .filter((each) => each.adcId === adc.id && each.pool === pool.name && each.server === name)
            .map(({ state, since, cause, passive, inFlight }) => ({
              nodeId: node.id,
              nodeName: node.name,
              health: state,
              since,
              ...(cause ? { cause } : {}),
              passive,
              inFlight: left(server, inFlight),
            })),
        )
        .sort((a, b) => Number(b.health === 'unhealthy') - Number(a.health === 'unhealthy'));
      const count = (health) => seenBy.filter((seen) => seen.health === health).length;
      const unhealthy = count('unhealthy');
      const healthy = count('healthy');
      const worry = seenBy.find((seen) => seen.health === 'unhealthy') ?? seenBy[0];
      const inFlight = seenBy.reduce((sum, seen) => sum + seen.inFlight, 0);
      const stage = pool.stages?.find(({ servers }) => servers.includes(name));
      return {
        pool: pool.name,
        name,
        host: server.host,
        port: server.port,
        weight: server.weight ?? 1,
        ...(server.zone ? { zone: server.zone } : {}),
        backup: server.backup ?? false,
        ...(server.drain ? { drain: server.drain } : {}),
        ...(stage
          ? { stage: { name: stage.name, sharePercent: stage.sharePercent ?? 0, servers: stage.servers.length } }
          : {}),
        service: server.maintenance
          ? 'maintenance'
          : server.drain
            ? inFlight > 0
              ? 'draining'
              : 'drained'
            : 'serving',
        health: unhealthy && healthy ? 'mixed' : unhealthy ? 'unhealthy' : healthy ? 'healthy' : 'unknown',
        ...(worry?.since ? { since: worry.since } : {}),
        ...(worry?.cause ? { cause: worry.cause } : {}),
        passive: worry?.passive ?? false,
        inFlight,
        nodes: {
          all: serving.length,
          online: online.length,
          current: serving.filter(({ config }) => config.applied === config.desired).length,
          healthy,
          unhealthy,
          unknown: seenBy.length - healthy - unhealthy,
        },
        seenBy,
      };
    }),
  );
}
