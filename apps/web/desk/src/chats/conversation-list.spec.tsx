import { screen, waitFor, within } from '@testing-library/react';
import { at, deskScene, emptyScene, snapshot, talk } from '../../../../../tools/screenshots/desk-scene';
import { mediaMatch } from '../../../testing/browser.fixture';
import { DeskPage } from '../desk-page.fixture';
import { ConversationList } from './conversation-list';

const content = <ConversationList selected={null} />;
const open = (scene = deskScene()) => DeskPage.open({ scene, content });
const group = (name: string) => screen.findByRole('region', { name: new RegExp(`^${name}`) });
const links = () => screen.queryAllByRole('link').map((link) => link.getAttribute('href')?.split('/').at(-1));

describe('the list of conversations', () => {
  it('has a group for each state, in the order of their urgency', async () => {
    await open();
    expect(within(await group('Active')).getAllByRole('link')).toHaveLength(2);
    expect(within(await group('Customer disconnected')).getAllByRole('link')).toHaveLength(2);
    expect(within(await group('Wrap-up')).getAllByRole('link')).toHaveLength(1);
    expect(links().slice(0, 2)).toEqual(['c3-li', 'c2-omar']);
    expect(links().at(-1)).toBe('c5-jan');
  });

  it.each([
    ['All', 5],
    ['Disconnected', 2],
    ['Waiting', 0],
    ['Wrap-up', 1],
  ])('shows with the filter %s only those', async (name, count) => {
    const page = await open();
    const filter = await screen.findByRole('button', { name: new RegExp(`^${name} \\d`) });
    await page.user.click(filter);
    expect(filter.getAttribute('aria-pressed')).toBe('true');
    expect(links()).toHaveLength(count);
    expect(screen.queryAllByRole('button', { name: /^Assign to me/ })).toHaveLength(
      ['All', 'Waiting'].includes(name) ? 1 : 0,
    );
  });

  it('shows all again when a filter is pressed a second time', async () => {
    const page = await open();
    const filter = await screen.findByRole('button', { name: /^Wrap-up \d/ });
    await page.user.click(filter);
    await page.user.click(filter);
    expect(links()).toHaveLength(5);
  });

  it('finds by words, and offers to clear a search that finds nothing', async () => {
    const page = await open();
    const search = await screen.findByRole('searchbox');
    await page.user.type(search, 'iceland');
    expect(links()).toEqual(['c4-anon']);
    await page.user.type(search, 'x');
    expect(screen.getByText('No conversations match.')).toBeTruthy();
    await page.user.click(screen.getByRole('button', { name: 'Clear search and filter' }));
    expect(links()).toHaveLength(5);
    expect(search).toHaveProperty('value', '');
  });

  it('sorts by name when that is chosen, and keeps the order when a search is cleared', async () => {
    const page = await open();
    const sort = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Sort by' });
    await page.user.selectOptions(sort, 'Customer name');
    expect(within(await group('Active')).getAllByRole('link')[0]?.textContent).toContain('Mia Torres');
    await page.user.type(screen.getByRole('searchbox'), 'nothing like it');
    await page.user.click(screen.getByRole('button', { name: 'Clear search and filter' }));
    expect(sort.value).toBe('name');
  });

  it('says that there is nothing', async () => {
    await open(emptyScene('available'));
    expect(await screen.findByText('No conversations')).toBeTruthy();
    expect(screen.queryByRole('search')).toBeNull();
  });

  it('explains on a phone how to get conversations', async () => {
    mediaMatch('(max-width: 760px)');
    await open(emptyScene('busy'));
    expect(await screen.findByText(/Set your status to Available/)).toBeTruthy();
  });
});

describe('a conversation of the list', () => {
  const item = (name: RegExp) => screen.findByRole('link', { name });

  it('shows the last message, or that there is none', async () => {
    await open();
    expect((await item(/Mia Torres/)).textContent).toContain('No, ours is green! That must be number 14.');
    expect((await item(/Li Wei/)).textContent).toContain('Are you still there?');
  });

  it('marks what the agent has said, and shortens a link', async () => {
    const scene = deskScene();
    const said = { sender: 'agent', text: 'Come back: {ReconnectUrl{ReconnectID}}' } as const;
    const conversations = [{ snapshot: snapshot('c7', 'Ida'), entries: talk(0, [said]) }];
    await open({ ...scene, conversations });
    expect((await item(/Ida/)).textContent).toMatch(/You: .*Come back: \[Reconnect link\]/);
  });

  it('shows a draft in the place of the last message', async () => {
    const page = await open();
    page.with(({ messages }) => messages.draft('c1-mia', 'The courier'));
    expect((await item(/Draft: The courier/)).textContent).toContain('Mia Torres');
  });

  it('shows no draft that only opens the quick replies', async () => {
    const page = await open();
    page.with(({ messages }) => messages.draft('c1-mia', '/th'));
    expect((await item(/Mia Torres/)).textContent).toContain('number 14');
  });

  it('says that the customer types, for a while', async () => {
    const page = await open();
    page.tell({ type: 'typing', conversationId: 'c1-mia' } as never);
    expect((await item(/Mia Torres/)).textContent).toContain('is typing…');
    await waitFor(async () => expect((await item(/Mia Torres/)).textContent).not.toContain('is typing…'));
  });

  it('counts what is unread', async () => {
    const scene = deskScene();
    const entries = talk(0, [
      { text: 'One' },
      { text: 'Two' },
      { sender: 'agent', text: 'Three' },
      { text: 'Four' },
    ]);
    const conversations = [{ snapshot: snapshot('c7', 'Ida'), entries }];
    await open({ ...scene, conversations });
    expect((await item(/Ida/)).textContent).toMatch(/\d unread message/);
  });

  it('shows a connection that is unsteady', async () => {
    const page = await open();
    const customer = { name: 'Mia Torres', status: 'lost', epoch: 1, lostAt: at(0) } as const;
    page.change('c1-mia', { customer });
    expect(await screen.findByRole('img', { name: 'Unstable connection' })).toBeTruthy();
  });
});

describe('a conversation of the queue', () => {
  it('shows who waits, with which words, where and how long', async () => {
    await open();
    const waiting = within(await group('Waiting in queue'));
    expect(waiting.getByText('Noor Aziz')).toBeTruthy();
    expect(waiting.getByText(/my voucher is not accepted/)).toBeTruthy();
    expect(waiting.getByText(/^Waiting \d/).textContent).toContain('Orders and delivery');
  });

  it('is taken by the agent, and opens', async () => {
    const page = await open();
    await page.user.click(await screen.findByRole('button', { name: /^Assign to me/ }));
    expect(page.sent('pick')).toEqual([{ conversationId: 'q1' }]);
    await waitFor(() => expect(location.hash).toBe('#/chats/q1'));
  });

  it('does not open when somebody else was faster', async () => {
    const page = await open();
    page.refuses('pick', 'already-assigned' as never);
    await page.user.click(await screen.findByRole('button', { name: /^Assign to me/ }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(location.hash).toBe('');
  });
});
