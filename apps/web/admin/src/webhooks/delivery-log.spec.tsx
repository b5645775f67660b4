import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const redeliver = 'POST /v1/webhooks/crm/redeliver';
const discard = 'POST /v1/webhooks/crm/discard';
const table = async () => within(await screen.findByRole('table', { name: 'Delivery log' }));
const rows = async () =>
  (await table())
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);
const press = async (page: ConsolePage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));

async function filter(page: ConsolePage, option: string): Promise<void> {
  await page.user.click(await screen.findByRole('combobox', { name: 'Show' }));
  await page.user.click(await screen.findByRole('option', { name: option }));
}

describe('the delivery log of a webhook', () => {
  it('shows each event with its state and its last attempt', async () => {
    await ConsolePage.open('webhooks/crm');
    const [behind, dead, delivered] = await rows();
    expect(behind).toMatch(/^ConversationStartedc-12.*Waiting behind a dead letter\s*$/);
    expect(dead).toMatch(/c-11.*Dead letter.*status 500 \(.*9 attempts$/);
    expect(delivered).toMatch(/c-10.*Delivered.*status 204 \(.*1 attempt$/);
  });

  it('shows only the events of a state', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await table();
    await filter(page, 'Delivered');
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect((await rows())[0]).toContain('c-10');
    await filter(page, 'All');
    await waitFor(async () => expect(await rows()).toHaveLength(3));
  });

  it('says that there are none', async () => {
    const page = await ConsolePage.open('home');
    page.server.plays('GET /v1/webhooks/crm/deliveries', { json: { items: [], nextCursor: null } });
    page.goTo('webhooks/crm');
    expect(await screen.findByText('No events')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('is read again on demand', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await table();
    page.server.plays('GET /v1/webhooks/crm/deliveries', { json: { items: [], nextCursor: null } });
    await press(page, 'Refresh');
    expect(await screen.findByText('No events')).toBeTruthy();
  });

  it('keeps what it shows when it cannot be read again', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await table();
    page.server.refuses('GET /v1/webhooks/crm/deliveries', 403, 'forbidden');
    await press(page, 'Refresh');
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(await rows()).toHaveLength(3);
  });
});

describe('an event that could not be delivered', () => {
  it('is the only one with buttons', async () => {
    await ConsolePage.open('webhooks/crm');
    expect((await table()).getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Redeliver',
      'Discard',
    ]);
  });

  it('is sent again alone', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(redeliver, { json: { redelivered: 1 } });
    await press(page, 'Redeliver ConversationStarted');
    expect(await screen.findByText('1 event will be redelivered.')).toBeTruthy();
    expect(page.server.bodiesOf(redeliver)).toEqual([{ deliveryId: 11 }]);
  });

  it('is sent again with all others', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(redeliver, { json: { redelivered: 12 } });
    await press(page, 'Redeliver all dead letters');
    expect(await screen.findByText('12 events will be redelivered.')).toBeTruthy();
    expect(page.server.bodiesOf(redeliver)).toEqual([{}]);
  });

  it('is discarded only after a question', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await press(page, 'Discard ConversationStarted');
    const shown = within(await screen.findByRole('dialog', { name: 'Discard ConversationStarted?' }));
    expect(page.server.bodiesOf(discard)).toEqual([]);
    await page.user.click(shown.getByRole('button', { name: 'Discard' }));
    expect(await screen.findByText('The event was discarded.')).toBeTruthy();
    expect(page.server.bodiesOf(discard)).toEqual([{ deliveryId: 11 }]);
  });

  it('stays when the person cancels', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await press(page, 'Discard ConversationStarted');
    await page.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.server.bodiesOf(discard)).toEqual([]);
  });

  it('says why it was not sent again', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(redeliver, 'nothing');
    await press(page, 'Redeliver ConversationStarted');
    expect(await screen.findByText(/No change was confirmed\./)).toBeTruthy();
    expect(screen.queryByText(/will be redelivered/)).toBeNull();
  });
});
