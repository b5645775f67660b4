import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import type { Page } from 'playwright-core';
import { Client } from 'pg';
import { Receiver, with200, withStatus } from '../../apps/config/src/webhook.fixture';
import { inAWorldOfItsOwn } from '../journeys/world';
import { openAdministration, signInAt, type Administration } from './administration';
import { barriers } from './barriers';

describeInBrowser('webhooks in the administration', () => {
  const world = inAWorldOfItsOwn(() =>
    Promise.resolve({ environment: { config: { REJOIN_WEBHOOK_ALLOWED_HOSTS: 'localhost' } } }),
  );
  const browser = inABrowser();
  let administration: Administration;
  let page: Page;
  let receiver: Receiver;

  beforeAll(async () => {
    const { url } = world().system.config;
    receiver = await Receiver.start();
    administration = await openAdministration(browser(), url, await signInAt(url, 'admin@demo'));
    page = administration.page;
  });
  afterAll(async () => {
    await administration.close();
    await receiver.stop();
    expect(administration.complaints).toEqual([]);
  });

  const query = async (sql: string) => {
    const database = new Client({ connectionString: world().system.databases.urls.config });
    await database.connect();
    try {
      return await database.query(sql);
    } finally {
      await database.end();
    }
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const rows = () => page.getByRole('table', { name: 'Delivery log' }).getByRole('row');
  const secretIn = async (title: string) => {
    const dialog = page.getByRole('alertdialog', { name: title });
    const secret = await dialog.getByText(/^whsec_/).innerText();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    return secret;
  };

  it('are created, tested, followed in the log, rotated, delivered again or discarded by hand, and deleted', async () => {
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await button('New webhook').click();
    const editor = page.getByRole('dialog', { name: 'New webhook' });
    await editor.getByRole('textbox', { name: 'Name' }).fill('CRM');
    await editor.getByRole('textbox', { name: 'URL' }).fill('http://crm.example/hook');
    await button('Save and close').click();
    await editor.getByRole('alert').filter({ hasText: 'Use https.' }).waitFor();
    await editor.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
    await editor.getByRole('checkbox', { name: 'ConversationStarted' }).check();
    await editor.getByRole('checkbox', { name: 'MessageSent' }).check();
    await button('Save and close').click();
    const first = await secretIn('Signing secret of CRM');

    await button('Send test event').click();
    await page.getByText('The endpoint accepted the test event with status 200.').waitFor();
    receiver.answer = withStatus(404);
    await button('Send test event').click();
    await page.getByText('The test event wasn’t accepted: status 404', { exact: false }).waitFor();

    const shop = await world().shop();
    const agent = await world().agent(shop, 'anna');
    const { chat, conversationId } = await world().served(shop, agent);
    await chat.send('words that no webhook hears');
    await eventually(async () => {
      const { rowCount } = await query(`select from webhook_deliveries where attempts = 1`);
      return rowCount === 1;
    });
    // A day passes in which every attempt fails.
    await query(`update webhook_deliveries set attempts = 7 where attempts = 1`);
    await query(`update webhook_lanes set due_at = clock_timestamp()`);
    await eventually(async () => {
      await button('Refresh').click();
      return (
        (await rows()
          .filter({ hasText: /Dead letter/ })
          .count()) === 1
      );
    });
    await rows().filter({ hasText: 'Waiting behind a dead letter' }).first().waitFor();
    expect(await barriers(page)).toEqual([]);

    receiver.answer = with200;
    await button('Redeliver ConversationStarted').click();
    await page.getByText('1 event will be redelivered.').waitFor();
    await eventually(async () => {
      await button('Refresh').click();
      return (
        (await rows()
          .filter({ hasText: /Delivered/ })
          .count()) >= 2
      );
    });
    const heard = receiver.received.filter(({ fact }) => fact.subject === conversationId);
    expect(heard.at(-1)?.fact.type).toBe('rejoin.v1.MessageSent');
    expect(JSON.stringify(receiver.received)).not.toContain('words that no webhook hears');

    await button('New secret').click();
    await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
    expect(await secretIn('Signing secret of CRM')).not.toBe(first);
    await page.getByText(/Used to sign until/).waitFor();
    await page.getByText('Used to sign.').waitFor();

    receiver.answer = withStatus(500);
    await chat.send('words that are discarded');
    await eventually(async () => {
      const { rowCount } = await query(
        `update webhook_deliveries set attempts = 7 where attempts = 1 and state = 'waiting'`,
      );
      return rowCount === 1;
    });
    await query(`update webhook_lanes set due_at = clock_timestamp()`);
    const deadLetters = () => rows().filter({ hasText: /Dead letter/ });
    await eventually(async () => {
      await button('Refresh').click();
      return (await deadLetters().count()) === 1;
    });
    await button('Discard MessageSent').click();
    const discard = page.getByRole('dialog', { name: 'Discard MessageSent?' });
    await discard.getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByText('The event was discarded.').waitFor();
    await eventually(async () => (await deadLetters().count()) === 0);

    await button('Delete').click();
    const question = page.getByRole('dialog', { name: 'Delete CRM?' });
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('CRM was deleted.').waitFor();
    await button('New webhook').waitFor();
    expect(await page.getByRole('link', { name: 'CRM', exact: true }).count()).toBe(0);
  });
});
