// Plan, costs, caps and the ledger in memory. Amounts are whole cents here; text on the way out.
const PRICE = { free: 0, pro: 13, business: 20 };
const FREE = 5;
const money = (cents) => ({ amount: (cents / 100).toFixed(2), currency: 'USD' });

const accounts = new Map();
const account = (organisation, nodes) => {
  if (!accounts.has(organisation))
    accounts.set(organisation, {
      plan: nodes > FREE ? 'pro' : 'free',
      revision: 3,
      caps: nodes > FREE ? { maxNodes: 12, maxSpend: money(60_000), warnSpend: money(20_000) } : {},
    });
  return accounts.get(organisation);
};

const month = () => {
  const now = new Date();
  const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const to = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return { from, to, hours: (to - from) / 3_600_000, gone: Math.ceil((now.getTime() - from) / 3_600_000) };
};

const slots = ({ plan, caps }) => (plan === 'free' ? FREE : caps.maxNodes);
const limit = (own) =>
  own.plan === 'free'
    ? { code: 'plan-limit', why: 'The Free plan has 5 nodes.', remedy: 'Choose a plan with more under Billing.' }
    : { code: 'node-cap', why: `Your cap is ${own.caps.maxNodes} nodes.`, remedy: 'Raise the cap, or delete a node.' };

function billing(organisation, nodes) {
  const own = account(organisation, nodes.length);
  const { from, to, hours, gone } = month();
  const billable = Math.max(0, nodes.length - FREE);
  const line = (plan, count) => ({
    plan,
    pricePerNodeHour: money(PRICE[plan]),
    nodeHours: count * nodes.length,
    billableNodeHours: count * billable,
    amount: money(count * billable * PRICE[plan]),
  });
  const spent = gone * billable * PRICE[own.plan];
  const most = slots(own);
  return {
    plan: own.plan,
    ...(own.nextPlan && { nextPlan: own.nextPlan }),
    cardOnFile: own.plan !== 'free',
    standing: 'good',
    caps: own.caps,
    month: {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      spent: {
        nodeHours: gone * nodes.length,
        billableNodeHours: gone * billable,
        amount: money(spent),
        lines: nodes.length === 0 ? [] : [line(own.plan, gone)],
      },
      forecast: money(hours * billable * PRICE[own.plan]),
    },
    nodes: {
      present: nodes.map(({ id }) => id),
      slotsTaken: nodes.length,
      ...(most !== undefined && { slots: most, limit: limit(own) }),
    },
  };
}

function simulation(organisation, nodes, count) {
  const own = account(organisation, nodes.length);
  const { hours, gone } = month();
  const billable = Math.max(0, count - FREE);
  const most = slots(own);
  return {
    nodes: count,
    monthEnd: money((gone * Math.max(0, nodes.length - FREE) + (hours - gone) * billable) * PRICE[own.plan]),
    fullMonth: money(720 * billable * PRICE[own.plan]),
    plans: [
      ['free', 'Free'],
      ['pro', 'Pro'],
      ['business', 'Business'],
    ].map(([plan, title]) => ({
      plan,
      title,
      fullMonth: money(720 * billable * PRICE[plan]),
      possible: plan !== 'free' || count <= FREE,
    })),
    ...(most !== undefined && count > most && { refusal: limit(own) }),
  };
}

const plans = [
  { plan: 'free', title: 'Free', maxNodes: 5, dataDays: 7, agreement: 'none' },
  { plan: 'pro', title: 'Pro', dataDays: 90, agreement: '99.9' },
  { plan: 'business', title: 'Business', dataDays: 395, agreement: '99.95' },
].map((each) => ({ ...each, freeNodes: FREE, pricePerNodeHour: money(PRICE[each.plan]) }));

const warnings = (nodes) =>
  nodes.length <= FREE
    ? []
    : ['actual', 'forecast'].map((kind, at) => ({
        id: `00000000-0000-4000-8000-0ba00000000${at}`,
        at: new Date(Date.now() - (at * 9 + 2) * 86_400_000).toISOString(),
        month: new Date(month().from).toISOString(),
        kind,
        threshold: money(20_000),
        amount: money(at === 0 ? 20_007 : 28_080),
        cause: nodes.map(({ id, name }) => ({ nodeId: id, name, nodeHours: 500 })),
      }));

/** @param nodesOf the nodes of an organisation */
export function billingRoutes(o, nodesOf) {
  const answer = (id) => [200, billing(id, nodesOf(id)), { ETag: `"${account(id, nodesOf(id).length).revision}"` }];
  const change = (id, what) => {
    const own = account(id, nodesOf(id).length);
    Object.assign(own, what, { revision: own.revision + 1 });
    return answer(id);
  };
  return [
    ['GET', `${o}/billing`, ({ params }) => answer(params.o)],
    ['PUT', `${o}/billing/plan`, ({ params, body }) => change(params.o, { nextPlan: body.plan })],
    ['PUT', `${o}/billing/caps`, ({ params, body }) => change(params.o, { caps: body })],
    ['GET', `${o}/billing/plans`, () => [200, plans]],
    [
      'GET',
      `${o}/billing/simulation`,
      ({ params, query }) => [200, simulation(params.o, nodesOf(params.o), Number(query.get('nodes')))],
    ],
    ['GET', `${o}/billing/warnings`, ({ params }) => [200, { items: warnings(nodesOf(params.o)) }]],
    [
      'GET',
      `${o}/usage/nodes`,
      ({ params, query }) => [
        200,
        {
          from: query.get('from'),
          to: query.get('to'),
          nodes: nodesOf(params.o).map(({ id, name, zone }, at) => ({
            nodeId: id,
            name,
            zone: zone ?? '',
            nodeHours: 580 - at * 37,
          })),
        },
      ],
    ],
    [
      'GET',
      `${o}/ledger/verification`,
      () => [200, { intact: true, links: 581, nodeHours: 3460, head: 'ab'.repeat(32) }],
    ],
  ];
}
