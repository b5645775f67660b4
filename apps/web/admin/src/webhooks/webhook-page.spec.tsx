import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const dialog = async () => within(await screen.findByRole('dialog'));
const press = async (page: ConsolePage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));
const confirm = async (page: ConsolePage, name: string) =>
  page.user.click((await dialog()).getByRole('button', { name }));
const versionOf = (page: ConsolePage, path: string) =>
  page.server.asked
    .filter((one) => one.path === path && one.method !== 'GET')
    .map(({ headers }) => headers.get('If-Match'));

describe('a webhook', () => {
  it('shows where and for what it is called, and the end of its secret', async () => {
    await ConsolePage.open('webhooks/crm');
    expect(await screen.findByRole('heading', { level: 1, name: 'CRM' })).toBeTruthy();
    expect(screen.getByText('https://events.contoso.example/rejoin')).toBeTruthy();
    expect(screen.getByText('…a7Gd').parentElement?.textContent).toBe('…a7Gd Used to sign.');
    expect(screen.getByText('1 dead letter')).toBeTruthy();
    expect(screen.queryByText(/^Turned off/)).toBeNull();
  });

  it('says until when the old secret is used beside the new one', async () => {
    const page = await ConsolePage.open('home');
    page.server.plays('GET /v1/webhooks/crm', {
      json: {
        ...page.scene.things.webhooks[0],
        secrets: [
          { secretId: 's1', hint: 'a7Gd', expiresAt: '2026-05-05T09:12:00.000Z' },
          { secretId: 's2', hint: 'b8He', expiresAt: null },
        ],
      },
    });
    page.goTo('webhooks/crm');
    expect((await screen.findByText('…a7Gd')).parentElement?.textContent).toMatch(
      /Used to sign until .*2026/,
    );
    expect(screen.getByText('…b8He').parentElement?.textContent).toMatch(/Used to sign\.$/);
  });

  it('says why it was turned off', async () => {
    await ConsolePage.open('webhooks/old-ticketing');
    expect(await screen.findByText('Turned off, because the endpoint answered 410.')).toBeTruthy();
  });

  it('that does not exist is no empty page', async () => {
    const page = await ConsolePage.open('home');
    page.server.refuses('GET /v1/webhooks/none', 404, 'not-found');
    page.goTo('webhooks/none');
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  });

  it('is edited for the version that was read', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await press(page, 'Edit CRM');
    await page.user.type((await dialog()).getByRole('textbox', { name: /^Name/ }), ' 2');
    await page.user.click((await dialog()).getByRole('switch', { name: /^Active/ }));
    await confirm(page, 'Save and close');
    expect(await screen.findByText('CRM 2 saved.')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.server.bodiesOf('PUT /v1/webhooks/crm')).toEqual([
      expect.objectContaining({ name: 'CRM 2', active: false, eventTypes: ['ConversationStarted'] }),
    ]);
    expect(versionOf(page, '/v1/webhooks/crm')).toEqual(['"3"']);
  });
});

describe('a test event', () => {
  const route = 'POST /v1/webhooks/crm/test';

  it('says with which status the endpoint took it', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(route, { json: { status: 204, error: null, ms: 30, isDelivered: true } });
    await press(page, 'Send test event');
    expect(await screen.findByText('The endpoint accepted the test event with status 204.')).toBeTruthy();
  });

  it.each([
    ['an error of the endpoint', { status: 503, error: null }, /status 503 \(/],
    ['no answer in time', { status: null, error: 'timed-out' }, /no answer in 15 seconds \(/],
    ['an error that the page does not know', { status: null, error: 'ECONNREFUSED' }, /ECONNREFUSED \(/],
  ])('says why it was not taken: %s', async (_, attempt, why) => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(route, { json: { ...attempt, ms: 1_500, isDelivered: false } });
    await press(page, 'Send test event');
    const said = await screen.findByText(/^The test event wasn’t accepted/);
    expect(said.textContent).toMatch(why);
  });

  it('is not sent twice while the endpoint is slow', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(route, 'later');
    await press(page, 'Send test event');
    await press(page, 'Send test event');
    expect(page.server.bodiesOf(route)).toHaveLength(1);
  });

  it('says so when there were too many', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.refuses(route, 429, 'too-many');
    await press(page, 'Send test event');
    expect(await screen.findByText(/^Too many/)).toBeTruthy();
  });
});

describe('a new secret of a webhook', () => {
  const path = '/v1/webhooks/crm/rotate-secret';
  const route = `PUT ${path}`;

  async function rotate(hasLeaked: boolean): Promise<ConsolePage> {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.plays(route, { json: { ...page.scene.things.webhooks[0], secret: 'whsec_new' } });
    await press(page, 'New secret');
    if (hasLeaked) await page.user.click((await dialog()).getByRole('checkbox', { name: /has leaked/ }));
    await confirm(page, 'New secret');
    return page;
  }

  it('is used beside the old one for a day, and shown once', async () => {
    const page = await rotate(false);
    expect(await screen.findByText('whsec_new')).toBeTruthy();
    expect(page.server.bodiesOf(route)).toEqual([{ overlapHours: 24 }]);
    expect(versionOf(page, path)).toEqual(['"3"']);
  });

  it('ends an old one that has leaked at once', async () => {
    const page = await rotate(true);
    await waitFor(() => expect(page.server.bodiesOf(route)).toEqual([{ overlapHours: 0 }]));
  });

  it('is not made when the person cancels', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await press(page, 'New secret');
    await confirm(page, 'Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.server.bodiesOf(route)).toEqual([]);
  });

  it('says that somebody else has changed the webhook', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.refuses(route, 412, 'version-conflict');
    await press(page, 'New secret');
    await confirm(page, 'New secret');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByText('Signing secret of CRM')).toBeNull();
    expect(await screen.findByText(/^Newer changes were saved\./)).toBeTruthy();
  });
});

describe('deleting a webhook', () => {
  const route = 'DELETE /v1/webhooks/crm';

  it('happens after a question, for the version that was read', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    await press(page, 'Delete');
    expect((await dialog()).getByText(/can’t be undone/)).toBeTruthy();
    expect(page.server.bodiesOf(route)).toEqual([]);
    await confirm(page, 'Delete');
    expect(await screen.findByText('CRM was deleted.')).toBeTruthy();
    expect(versionOf(page, '/v1/webhooks/crm')).toEqual(['"3"']);
    await waitFor(() => expect(location.hash).toBe('#/webhooks'));
  });

  it('stays on the page when it is refused', async () => {
    const page = await ConsolePage.open('webhooks/crm');
    page.server.refuses(route, 403, 'forbidden');
    await press(page, 'Delete');
    await confirm(page, 'Delete');
    expect(await screen.findByText(/^Your role doesn’t allow this\./)).toBeTruthy();
    expect(screen.queryByText('CRM was deleted.')).toBeNull();
    expect(location.hash).toBe('#/webhooks/crm');
  });
});
