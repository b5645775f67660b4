import { screen, waitFor, within } from '@testing-library/react';
import { withHeights } from '../../../../testing/browser.fixture';
import { DeskPage } from '../../desk-page.fixture';
import { MonitorPanel } from './monitor-panel';

const route = 'GET /v1/supervisor/conversations/o4';
const panel = async () => within(await screen.findByRole('region', { name: 'Monitor conversation' }));
const onAssign = jest.fn();
const onClose = jest.fn();
const content = <MonitorPanel conversationId="o4" onAssign={onAssign} onClose={onClose} />;

beforeEach(() => {
  onAssign.mockReset();
  onClose.mockReset();
});

async function open(play: (page: DeskPage) => void = () => undefined): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/supervisor', content: null });
  play(page);
  await page.showPart(content);
  return page;
}

function withStatus(page: DeskPage, status: 'wrap-up' | 'closed' | 'active', more: object = {}): void {
  const { conversation, ...rest } = page.supervision.monitored();
  page.server.plays(route, { json: { ...rest, conversation: { ...conversation, status, ...more } } });
}

describe('monitoring a conversation', () => {
  it('shows it read-only, with the notes that the customer does not see', async () => {
    await open();
    expect(await (await panel()).findByText('Active · read-only')).toBeTruthy();
    const transcript = within((await panel()).getByRole('log', { name: 'Transcript' }));
    expect(transcript.getByText(/arrived without the charger/)).toBeTruthy();
    expect(transcript.getByText('Second time this week, tell the warehouse.')).toBeTruthy();
    expect((await panel()).queryByRole('textbox')).toBeNull();
    expect(
      (await panel()).getByRole('heading', { name: 'Maximilian von Hohenstein-Wittgenau' }),
    ).toBeTruthy();
  });

  it('begins at its end', async () => {
    withHeights();
    await open();
    await (await panel()).findByText('Active · read-only');
    const box = (await panel()).getByRole('log');
    await waitFor(() => expect(box.scrollTop).toBe(box.scrollHeight));
    jest.restoreAllMocks();
  });

  it('reads what came before on demand, and only that', async () => {
    const page = await open();
    await (await panel()).findByText('Active · read-only');
    const { conversation, entries, serverNow } = page.supervision.monitored();
    page.server.plays(route, ({ search }) => {
      const earlier = { ...entries[1]!, seq: 10, text: 'Is anybody there?' };
      const asked = Number(search.get('after'));
      return { json: { conversation, serverNow, more: false, entries: asked < 10 ? [earlier] : [] } };
    });
    await page.user.click((await panel()).getByRole('button', { name: 'Show earlier messages' }));
    expect(await (await panel()).findByText('Is anybody there?')).toBeTruthy();
    expect(
      page.server.asked.filter(({ path }) => path.endsWith('/o4')).map(({ search }) => search.get('after')),
    ).toContain('0');
  });

  it('can hand the conversation to another agent', async () => {
    const page = await open();
    await page.user.click(await (await panel()).findByRole('button', { name: 'Assign to agent' }));
    expect(onAssign).toHaveBeenCalledWith(expect.objectContaining({ conversationId: 'o4' }));
  });

  it('offers no other agent in wrap-up', async () => {
    await open((page) => {
      withStatus(page, 'wrap-up');
    });
    expect(await (await panel()).findByText('Wrap-up · read-only')).toBeTruthy();
    expect((await panel()).queryByRole('button', { name: 'Assign to agent' })).toBeNull();
  });

  it('ends when the person wants it', async () => {
    const page = await open();
    await (await panel()).findByText('Active · read-only');
    await page.user.click((await panel()).getByRole('button', { name: 'Stop monitoring' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('says that a conversation is not available', async () => {
    await open((page) => {
      page.server.refuses(route, 404, 'not-found');
    });
    expect(await (await panel()).findByText('This conversation isn’t available')).toBeTruthy();
    expect((await panel()).queryByRole('log')).toBeNull();
  });

  it('names a customer without a name, and no agent', async () => {
    await open((page) => {
      withStatus(page, 'active', { customerName: null, agent: null });
    });
    expect(await (await panel()).findByRole('heading', { name: 'Anonymous customer' })).toBeTruthy();
    await waitFor(async () => expect((await panel()).getByText('No agent')).toBeTruthy());
  });
});
