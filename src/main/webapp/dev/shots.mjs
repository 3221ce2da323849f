// Pictures of every page, dark, light and narrow, from the built console:  node dev/shots.mjs [name …]  → shots/
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';
import { organisations } from './world.mjs';

const [full, empty] = organisations.map(({ id }) => `/o/${id}`);
const adc = '00000000-0000-4000-8000-0adc00000001';
const node = (number) => `00000000-0000-4000-8000-0de00000000${number}`;
const pages = {
  'sign-in': ['/sign-in', false],
  'sign-up': ['/sign-up', false, (page) => page.getByLabel('Password').fill('correct horse battery')],
  'check-mail': ['/check-mail?email=mara%40lark.example', false],
  verify: ['/verify?token=good', false],
  'verify-bad': ['/verify?token=bad', false],
  overview: [full, true],
  'overview-new': [empty, true],
  adcs: [`${full}/adcs`, true],
  'adcs-empty': [`${empty}/adcs`, true],
  'adc-new': [
    `${full}/adcs/new`,
    true,
    (page) =>
      page
        .getByRole('button', { name: 'Create ADC' })
        .click({ timeout: 2000 })
        .catch(() => {}),
  ],
  adc: [`${full}/adcs/${adc}`, true],
  'adc-open': [
    `${full}/adcs/${adc}`,
    true,
    (page) => page.evaluate(() => document.querySelectorAll('details.fold').forEach((fold) => (fold.open = true))),
  ],
  'adc-servers': [
    `${full}/adcs/${adc}/servers`,
    true,
    (page) =>
      page
        .getByRole('button', { name: 'How each node sees web-3' })
        .click({ timeout: 2000 })
        .catch(() => {}),
  ],
  'adc-drain': [
    `${full}/adcs/${adc}/servers`,
    true,
    (page) => page.getByRole('button', { name: 'Drain web-1' }).click(),
  ],
  'adc-traffic': [`${full}/adcs/${adc}/traffic?range=1h`, true],
  'adc-versions': [`${full}/adcs/${adc}/versions`, true],
  nodes: [`${full}/nodes`, true],
  'nodes-empty': [`${empty}/nodes`, true],
  'nodes-add': [`${full}/nodes?add`, true, (page) => page.getByRole('button', { name: 'Create join token' }).click()],
  'join-tokens': [`${full}/nodes/join-tokens`, true],
  'turned-away': [`${full}/nodes/turned-away`, true],
  node: [`${full}/nodes/${node(4)}`, true],
  usage: [`${full}/usage`, true],
  'usage-checked': [`${full}/usage`, true, (page) => page.getByRole('button', { name: 'Check it' }).click()],
  billing: [`${full}/billing`, true],
  'billing-new': [`${empty}/billing`, true],
  invoice: [
    `${full}/billing/invoices/in_may`,
    true,
    (page) => page.getByRole('button', { name: 'Show hours' }).first().click(),
  ],
  'invoice-open': [`${full}/billing/invoices/in_june`, true],
  settings: [`${full}/settings`, true],
  missing: [`${full}/nope`, true],
};
const looks = { dark: [1400, 900, 'dark'], light: [1400, 900, 'light'], narrow: [390, 844, 'dark'] };

const wanted = process.argv.slice(2);
mkdirSync('shots', { recursive: true });
const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let faults = 0;
for (const [look, [width, height, colorScheme]] of Object.entries(looks)) {
  for (const [name, [path, signedIn, act]] of Object.entries(pages)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    if (signedIn) await context.addCookies([{ name: 'nova_session', value: 'fixture', url: origin }]);
    const page = await context.newPage();
    const complain = (text) => {
      if (/401|422/.test(text)) return;
      faults++;
      console.error(`${look} ${name}: ${text}`);
    };
    page.on('console', (message) => message.type() === 'error' && complain(message.text()));
    page.on('pageerror', (error) => complain(error.message));
    await page.goto(origin + path);
    await page.waitForTimeout(900);
    if (act) await act(page);
    await page.waitForTimeout(500);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) complain(`wider than the window by ${overflow} px`);
    await page.screenshot({ path: `shots/${look}-${name}.png`, fullPage: look !== 'light' });
    await context.close();
  }
}
await browser.close();
server.close();
server.closeAllConnections();
process.exit(faults > 0 ? 1 : 0);
