// Walks through the built console as a person would, API from memory:  node dev/smoke.mjs
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';
import { organisations } from './world.mjs';

const [full, empty] = organisations.map(({ id }) => id);
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
const page = await browser.newPage();
const errors = [];
page.on('pageerror', (error) => errors.push(error.message));
page.on('console', (message) => /Content Security Policy/.test(message.text()) && errors.push(message.text()));
const button = (name) => page.getByRole('button', { name, exact: true });
const step = (what) => console.log(`ok  ${what}`);

try {
  await page.goto(`${origin}/o/${empty}/nodes?range=1h`);
  await page.getByLabel('E-mail').fill('mara@lark.example');
  await page.getByLabel('Password').fill('wrong');
  await button('Sign in').click();
  await page.getByText('The e-mail address or the password is wrong.').waitFor();
  await page.getByLabel('Password').fill('correct horse battery');
  await button('Sign in').click();
  await page.getByText('No nodes yet').waitFor();
  assert.equal(new URL(page.url()).pathname, `/o/${empty}/nodes`);
  step('a wrong password is told; signing in leads back');

  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('link', { name: 'Create ADC' }).click();
  await page.getByLabel('Name', { exact: true }).first().fill('first');
  await button('Create ADC').click();
  const row = page.getByRole('group', { name: 'Server 1' });
  await row.getByText('A host is needed.').waitFor();
  assert.equal(await row.getByLabel('Host').evaluate((field) => field === document.activeElement), true);
  await row.getByLabel('Host').fill('10.0.0.7');
  await row.getByLabel('Port').fill('22');
  await button('Create ADC').click();
  await row.getByText('Port 22 is not a web server.').waitFor();
  await page.getByRole('link', { name: 'Usage' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
  await button('Stay').click();
  await row.getByLabel('Port').fill('8080');
  await button('Create ADC').click();
  await page.getByText('first is on its way to the nodes.').waitFor();
  step('an ADC is created after its faults were shown at their fields');

  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('link', { name: 'Add a node' }).click();
  await button('Create join token').click();
  await page.getByText('Waiting for the node to join…').waitFor();
  await page.getByText('has joined and is online').waitFor({ timeout: 15_000 });
  await button('Done').click();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('All set').waitFor({ timeout: 20_000 });
  step('a node joins while one waits; the three steps tick themselves off');

  const adc = `/organisations/${full}/adcs/00000000-0000-4000-8000-0adc00000001`;
  await page.goto(`${origin}/o/${full}/adcs/00000000-0000-4000-8000-0adc00000001`);
  const first = page.getByRole('group', { name: 'Pool 1' }).getByRole('group', { name: 'Server 1' });
  await first.getByLabel('Host').fill('10.9.9.9');
  await page.evaluate(
    (path) => fetch(`/api/v1${path}/colleague`, { method: 'POST', headers: { 'X-CSRF-Token': 'fixture-csrf' } }),
    adc,
  );
  await button('Save').click();
  const dialog = page.getByRole('dialog', { name: 'Changed meanwhile' });
  await dialog.getByText('jonas@lark.example').waitFor();
  await dialog.getByRole('button', { name: 'Reload theirs' }).click();
  await page.getByText('Everything is saved.').waitFor();
  assert.equal(await first.getByLabel('Port').inputValue(), '8081');
  step('a change meanwhile is named, and theirs can be taken');

  await page.getByRole('link', { name: 'Servers' }).click();
  await button('Drain web-1').click();
  await page.getByLabel('Why').fill('new kernel');
  await page.getByRole('dialog').getByRole('button', { name: 'Drain', exact: true }).click();
  await page.getByRole('row', { name: 'web-1' }).getByText('draining').waitFor();
  await page.getByRole('timer', { name: 'Time left for web-1' }).getByText('cut off in 4:').waitFor();
  await button('Cut off what is left on web-1').click();
  await page.getByRole('row', { name: 'web-1' }).getByText('drained').waitFor();
  await button('Bring web-1 back').click();
  await button('Drain web-1').waitFor();
  step('a server is drained, cut off and brought back');

  await page.getByRole('button', { name: 'User menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  step('signing out');
  assert.deepEqual(errors, []);
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}
