import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../../desk-page.fixture';
import { MonitorPanel } from './monitor-panel';

const nothing = () => undefined;

describe('blocking the customer of a monitored conversation', () => {
  async function opened(): Promise<DeskPage> {
    const content = <MonitorPanel conversationId="c9" onAssign={nothing} onClose={nothing} />;
    const page = await DeskPage.open({ content });
    await page.user.click(await screen.findByRole('button', { name: 'Block customer' }));
    return page;
  }
  const dialog = async () => within(await screen.findByRole('dialog'));
  const blocks = (page: DeskPage) => page.server.bodiesOf('POST /v1/supervisor/conversations/c9/block');

  it('lets a supervisor block its customer, also without an end', async () => {
    const page = await opened();
    await page.user.selectOptions((await dialog()).getByLabelText('Block for'), 'Until unblocked');
    await page.user.type((await dialog()).getByLabelText('Reason (optional)'), ' Insults ');
    await page.user.click((await dialog()).getByRole('button', { name: 'Block customer' }));
    await waitFor(() => expect(blocks(page)).toEqual([{ hours: null, reason: 'Insults', address: false }]));
    expect(await screen.findByText('Customer blocked.')).toBeTruthy();
  });

  it('blocks nobody after Cancel', async () => {
    const page = await opened();
    await page.user.click((await dialog()).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(blocks(page)).toEqual([]);
  });
});
