// Traffic that looks like traffic: a daily wave, noise that is the same at every refresh, a bad spell, a gap.
function noise(seed) {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return value - Math.floor(value);
}

function pointAt(seconds, step, share, salt) {
  const wave = 1 + 0.55 * Math.sin(((seconds % 86400) / 86400) * 2 * Math.PI - 2);
  const cell = Math.floor(seconds / step);
  const rate = 420 * wave * share * (0.88 + 0.24 * noise(cell + salt));
  const quarter = seconds % 5400;
  const isBad = quarter > 2100 && quarter < 2280;
  const requests = Math.round(rate * step);
  const base = 11 + 5 * noise(cell * 3 + salt) + (isBad ? 90 : 0);
  return {
    at: new Date(seconds * 1000).toISOString(),
    requests,
    errors: Math.round(requests * (isBad ? 0.031 : 0.0004 * noise(cell))),
    upstreamErrors: Math.round(requests * (isBad ? 0.07 : 0.001 * noise(cell + 1))),
    retries: Math.round(requests * (isBad ? 0.066 : 0.001 * noise(cell + 1))),
    resumes: isBad ? Math.round(step / 10) : 0,
    requestBytes: requests * 640,
    responseBytes: requests * 18200,
    p50Millis: base,
    p95Millis: base * 3.4 + 12 * noise(cell + 5),
    p99Millis: base * 7.5 + 60 * noise(cell + 9),
  };
}

function series(key, label, share, salt, from, to, step) {
  const points = [];
  for (let at = from; at < to; at += step) {
    // A pause of two minutes each hour: nothing arrived, so nothing is told.
    if (at % 3600 >= 1500 && at % 3600 < 1620) continue;
    points.push(pointAt(at, step, share, salt));
  }
  const sum = (field) => points.reduce((all, point) => all + point[field], 0);
  const mean = (field) => (points.length ? sum(field) / points.length : undefined);
  const total = { at: new Date(from * 1000).toISOString() };
  for (const field of ['requests', 'errors', 'upstreamErrors', 'retries', 'resumes', 'requestBytes', 'responseBytes'])
    total[field] = sum(field);
  for (const field of ['p50Millis', 'p95Millis', 'p99Millis']) total[field] = mean(field);
  return { key, ...(label ? { label } : {}), total, points };
}

export function traffic(place, query) {
  const now = Date.now() / 1000;
  const to = Date.parse(query.get('to') ?? new Date().toISOString()) / 1000;
  const from = query.has('from') ? Date.parse(query.get('from')) / 1000 : to - 3600;
  const step = Number(query.get('stepSeconds') ?? 20);
  const answer = {
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    stepSeconds: step,
    completeUntil: new Date((Math.floor(now / 10) * 10 - 10) * 1000).toISOString(),
    series: [],
  };
  if (!place.hasTraffic) return answer;
  const end = Math.min(to, Math.floor(now / 10) * 10 - 4);
  const make = (key, label, share, salt) => series(key, label, share, salt, from, end, step);
  const groupBy = query.get('groupBy') ?? 'none';
  if (groupBy === 'server')
    answer.series = [
      ['web-1', 0.4],
      ['web-2', 0.38],
      ['web-3', 0.1],
      ['api.internal:9000', 0.12],
    ].map(([name, share], index) => make(name, undefined, share, index * 71));
  else if (groupBy === 'adc')
    answer.series = place.adcs.map(({ adc }, index) =>
      make(adc.id, adc.document.name, index ? 0.04 : 0.96, index * 31),
    );
  else answer.series = [make('', undefined, query.has('node') ? 0.2 : 1, 3)];
  return answer;
}

export function usage(place, query) {
  const from = Date.parse(query.get('from'));
  const to = Date.parse(query.get('to'));
  const end = Math.min(to, Date.now());
  const buckets = [];
  const step = query.get('per') === 'hour' ? 3_600_000 : 86_400_000;
  for (let start = from; start < end && place.nodes.length > 0; start += step) {
    const hours = Math.min(step / 3_600_000, Math.ceil((end - start) / 3_600_000));
    const nodes = 4 + Math.round(3.4 * noise(start / 86_400_000));
    buckets.push({
      start: new Date(start).toISOString(),
      nodeHours: nodes * hours,
      billableNodeHours: Math.max(0, nodes - 5) * hours,
      maxNodes: nodes,
    });
  }
  const sum = (field) => buckets.reduce((all, bucket) => all + bucket[field], 0);
  return {
    from: query.get('from'),
    to: query.get('to'),
    per: query.get('per'),
    nodeHours: sum('nodeHours'),
    billableNodeHours: sum('billableNodeHours'),
    freeNodesPerHour: 5,
    buckets,
  };
}

export function nodeHours(place, query) {
  const from = Date.parse(query.get('from'));
  const items = [];
  for (let hour = from; hour < Math.min(Date.now(), from + 10 * 3_600_000); hour += 3_600_000) {
    for (const node of place.nodes.slice(0, 5)) {
      const closed = hour + 3_600_000 < Date.now();
      items.push({
        hour: new Date(hour).toISOString(),
        nodeId: node.id,
        nodeName: node.name,
        firstContactAt: new Date(hour + 2_000).toISOString(),
        lastContactAt: new Date(Math.min(Date.now(), hour + 3_598_000)).toISOString(),
        closed,
      });
    }
  }
  return { items };
}
