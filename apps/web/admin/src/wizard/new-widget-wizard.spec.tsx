import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const press = async (page: ConsolePage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));
const step = (name: string) => screen.findByRole('heading', { level: 2, name });
const name = () => screen.findByRole('textbox', { name: /^Name/ });

/** Goes to the last fields of a new workstream. */
async function toChannel(): Promise<ConsolePage> {
  const page = await ConsolePage.open('new-workstream');
  await page.user.type(await name(), 'Returns');
  await press(page, 'Next');
  await step('Chat widget');
  await page.user.type(await name(), 'Returns on the web');
  await press(page, 'Next');
  await step('Chat channel settings');
  return page;
}

describe('a new workstream with its chat widget', () => {
  it('is created at the last step, and ends with the code', async () => {
    const page = await toChannel();
    expect(page.server.asked.filter(({ method }) => method === 'POST')).toEqual([]);
    await page.user.type(
      screen.getByRole('textbox', { name: 'Add origin' }),
      'https://returns.contoso.example{Enter}',
    );
    await press(page, 'Create');
    await step('Code snippet');
    expect(screen.getByText('Your chat is ready')).toBeTruthy();
    expect(screen.getByText(/^Next, assign agents to the workstream/)).toBeTruthy();
    const [workstream] = page.server.bodiesOf('POST /v1/workstreams') as { workstreamId: string }[];
    expect(workstream).toMatchObject({ name: 'Returns' });
    expect(page.server.bodiesOf('POST /v1/widgets')).toEqual([
      expect.objectContaining({ name: 'Returns on the web', workstreamId: workstream?.workstreamId }),
    ]);
    await press(page, 'Finish');
    await waitFor(() => expect(location.hash).toBe(`#/workstreams/${workstream?.workstreamId}`));
  });

  it('warns at its end when the chat is shown on no page', async () => {
    const page = await toChannel();
    const reconnect = screen.getAllByRole<HTMLInputElement>('switch')[0]!;
    if (reconnect.checked) await page.user.click(reconnect);
    await press(page, 'Create');
    await step('Code snippet');
    expect(screen.getByText(/^No allowed origins.*Edit the chat widget to add an origin/)).toBeTruthy();
  });

  it('needs a name before the next step, and leads to its field', async () => {
    const page = await ConsolePage.open('new-workstream');
    await name();
    await press(page, 'Next');
    expect(await step('Workstream')).toBeTruthy();
    expect((await name()).getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(await name());
  });

  it('keeps what was typed when the person goes back', async () => {
    const page = await toChannel();
    await press(page, 'Back');
    expect(await name()).toHaveProperty('value', 'Returns on the web');
    await press(page, 'Back');
    expect(await name()).toHaveProperty('value', 'Returns');
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
  });

  it('stays at its step when it cannot be created, and says why', async () => {
    const page = await toChannel();
    page.server.refuses('POST /v1/widgets', 403, 'forbidden');
    await page.user.type(
      screen.getByRole('textbox', { name: 'Add origin' }),
      'https://returns.contoso.example{Enter}',
    );
    await press(page, 'Create');
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /^Can’t save.*Your role doesn’t allow this/,
    );
    expect(await step('Chat channel settings')).toBeTruthy();
  });

  it('asks before it is left with changes', async () => {
    const page = await toChannel();
    await press(page, 'Cancel');
    const question = within(await screen.findByRole('dialog'));
    expect(question.getByText('Discard your changes?')).toBeTruthy();
    await page.user.click(question.getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(location.hash).toBe('#/workstreams'));
  });
});

describe('a further chat widget of a workstream', () => {
  it('begins with the widget, and belongs to the workstream', async () => {
    const page = await ConsolePage.open('workstreams/orders/new-widget');
    await page.user.type(await name(), 'Contoso app');
    expect(screen.getByText('Step 1 of 3')).toBeTruthy();
    await press(page, 'Next');
    await step('Chat channel settings');
    await page.user.type(
      screen.getByRole('textbox', { name: 'Add origin' }),
      'https://app.contoso.example{Enter}',
    );
    await press(page, 'Create');
    await step('Code snippet');
    expect(screen.queryByText(/^Next, assign agents/)).toBeNull();
    expect(page.server.bodiesOf('POST /v1/workstreams')).toEqual([]);
    expect(page.server.bodiesOf('POST /v1/widgets')).toEqual([
      expect.objectContaining({ workstreamId: 'orders' }),
    ]);
  });
});
