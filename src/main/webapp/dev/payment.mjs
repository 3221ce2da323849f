// Cards and invoices in memory: one month paid, one that could not be collected, one being made.
const HOUR = 3_600_000;
const money = (cents) => ({ amount: (cents / 100).toFixed(2), currency: 'USD' });
const at = (text) => new Date(`${text}Z`).toISOString();

const line = (place, plan, cents, quantity, from, to) => ({
  place,
  description: `${quantity} Node-hours, ${plan} (at $${(cents / 100).toFixed(2)} / month)`,
  nodeHours: true,
  quantity,
  unitPrice: money(cents),
  amount: money(cents * quantity),
  from,
  to,
  reported: quantity,
  differs: false,
});

const invoice = (id, month, next, status, lines, more) => {
  const from = at(`${month}-01T00:00:00`);
  const to = at(`${next}-01T00:00:00`);
  const made = lines.map(([plan, cents, quantity], place) => line(place, plan, cents, quantity, from, to));
  const total = lines.reduce((sum, [, cents, quantity]) => sum + cents * quantity, 0);
  return {
    id,
    status,
    total: money(total),
    paid: money(status === 'paid' ? total : 0),
    refunded: money(0),
    from,
    to,
    createdAt: to,
    lines: made,
    ...more,
  };
};

const invoices = [
  invoice('in_july', '2026-07', '2026-08', 'draft', [['Pro', 13, 1488]], {}),
  invoice('in_june', '2026-06', '2026-07', 'open', [['Pro', 13, 1440]], {
    number: '7FE1103A-0002',
    failure: 'Your card has insufficient funds.',
    nextAttemptAt: at('2026-07-09T01:00:00'),
    url: 'https://invoice.stripe.example/june',
  }),
  invoice(
    'in_may',
    '2026-05',
    '2026-06',
    'paid',
    [
      ['Pro', 13, 1102],
      ['Business', 20, 386],
    ],
    {
      number: '7FE1103A-0001',
      finalisedAt: at('2026-06-01T01:00:00'),
      paidAt: at('2026-06-01T01:00:07'),
      url: 'https://invoice.stripe.example/may',
    },
  ),
];

const hours = (from) =>
  Array.from({ length: 40 }, (_, number) => {
    const hour = Date.parse(from) + number * HOUR;
    const late = number === 3 ? 38 * 24 * HOUR : HOUR - 1000;
    return {
      hour: new Date(hour).toISOString(),
      link: 411 + number,
      billable: 2 + (number % 3),
      countsAt: new Date(hour + late).toISOString(),
    };
  });

export function paymentRoutes(o, pays) {
  const find = ({ invoice: id }) => invoices.find((each) => each.id === id);
  return [
    [
      'GET',
      `${o}/payment`,
      ({ params }) => [
        200,
        pays(params.o)
          ? {
              on: true,
              card: { brand: 'visa', lastFour: '4242', expiryMonth: 4, expiryYear: 2029 },
              standing: 'past-due',
              pastDueSince: at('2026-07-01T01:00:00'),
              graceEndsAt: at('2026-07-15T01:00:00'),
            }
          : { on: true, standing: 'good' },
      ],
    ],
    ['POST', `${o}/payment/card-sessions`, () => [201, { url: '/?card-page' }]],
    ['POST', `${o}/payment/portal-sessions`, () => [201, { url: '/?portal' }]],
    ['GET', `${o}/invoices`, ({ params }) => [200, { items: pays(params.o) ? invoices : [] }]],
    ['GET', `${o}/invoices/:invoice`, ({ params }) => [200, find(params)]],
    ['GET', `${o}/invoices/:invoice/lines/:line/hours`, ({ params }) => [200, { items: hours(find(params).from) }]],
    [
      'POST',
      `${o}/invoices/:invoice/payments`,
      () => [200, { state: 'refused', reason: 'Your card has insufficient funds.' }],
    ],
  ];
}
