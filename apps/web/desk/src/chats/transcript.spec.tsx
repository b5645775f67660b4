import type { Entry } from '@rejoin/contracts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { at, deskScene, snapshot, talk } from '../../../../../tools/screenshots/desk-scene';
import { withHeights } from '../../../testing/browser.fixture';
import { DeskPage } from '../desk-page.fixture';
import { Transcript } from './transcript';

const log = () => within(screen.getByRole('log', { name: 'Transcript' }));
const texts = () =>
  [...screen.getByRole('log').firstElementChild!.children].map(({ textContent }) => textContent);

/** Shows a transcript with the customer Mia. */
function open(entries: readonly Entry[]): Promise<DeskPage> {
  const [mia] = deskScene().conversations;
  return DeskPage.open({ content: <Transcript snapshot={mia!.snapshot} entries={entries} /> });
}
const numbered = (count: number) =>
  talk(
    0,
    Array.from({ length: count }, (_, place) => ({ text: `message ${place + 1}` })),
  );

describe('a transcript', () => {
  it('says who wrote, once for each turn, and calls the own messages mine', async () => {
    await open(
      talk(0, [
        { text: 'Hello?' },
        { text: 'Anybody there?' },
        { sender: 'agent', text: 'Hello Mia.' },
        { sender: 'agent', agentId: 'ben', params: { name: 'Ben Okafor' }, text: 'I can help, too.' },
        { sender: 'agent', text: 'A note', visibility: 'internal' },
      ]),
    );
    const [, ...lines] = texts();
    expect(lines[0]).toMatch(/^Mia Torres · .*Hello\?$/);
    expect(lines[1]).toBe('Anybody there?');
    expect(lines[2]).toMatch(/^You · .*Hello Mia\.$/);
    expect(lines[3]).toMatch(/^Ben Okafor · /);
    expect(lines[4]).toMatch(/^You · Internal note · .*A note$/);
  });

  it('has a heading for each day', async () => {
    const [first, second, third] = numbered(3);
    const days = [at(-3 * 24 * 60), at(-24 * 60), at(0)];
    await open([first, second, third].map((entry, place) => ({ ...entry!, at: days[place]! })));
    expect(log().getByText('Yesterday')).toBeTruthy();
    expect(log().getByText('Today')).toBeTruthy();
    expect(texts()).toHaveLength(7);
  });

  it('shows no entry that is hidden, and says that a text was erased', async () => {
    await open(talk(0, [{ text: 'seen' }, { text: 'secret', kind: 'hidden' }, { text: null }]));
    expect(log().getByText('seen')).toBeTruthy();
    expect(log().queryByText('secret')).toBeNull();
    expect(log().getByText(/erased/i)).toBeTruthy();
  });

  it('shows a reconnect link as what it is', async () => {
    await open(talk(0, [{ sender: 'agent', text: 'Back by {ReconnectUrl{ReconnectID}} please' }]));
    expect(screen.getByRole('log').textContent).toContain('Reconnect link');
    expect(screen.getByRole('log').textContent).not.toContain('{ReconnectUrl');
  });

  it('makes no link of what a customer writes', async () => {
    await open(
      talk(0, [{ text: 'See https://shop.example/a?b=1 and <a href="https://evil.example">me</a>' }]),
    );
    expect(
      log().getByText('See https://shop.example/a?b=1 and <a href="https://evil.example">me</a>'),
    ).toBeTruthy();
    expect(log().queryByRole('link')).toBeNull();
  });

  it('shows the latest sixty entries, and earlier ones on demand', async () => {
    const page = await open(numbered(150));
    expect(log().queryByText('message 90')).toBeNull();
    expect(log().getByText('message 91')).toBeTruthy();
    await page.user.click(log().getByRole('button', { name: 'Show 90 earlier messages' }));
    expect(log().getByText('message 31')).toBeTruthy();
    await page.user.click(log().getByRole('button', { name: 'Show 30 earlier messages' }));
    expect(log().getByText('message 1')).toBeTruthy();
    expect(log().queryByRole('button', { name: /earlier/ })).toBeNull();
  });

  it('of more than two hundred entries has no pages', async () => {
    await open(numbered(201));
    await waitFor(() => expect(log().queryByRole('button', { name: /earlier/ })).toBeNull());
    expect(screen.getByRole('log').getAttribute('aria-live')).toBeNull();
  });

  it('shows what was written and is not sent yet, at its end', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await screen.findByRole('log');
    page.withholds('send');
    await page.user.type(await screen.findByRole('textbox', { name: /^Message/ }), 'On its way{Enter}');
    await waitFor(() => expect(texts().at(-2)).toMatch(/On its way/));
    expect(page.sent('send')).toEqual([expect.objectContaining({ text: 'On its way' })]);
  });
});

describe('the place where a transcript is read', () => {
  const box = () => screen.getByRole('log');

  beforeEach(withHeights);
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is its end at first', async () => {
    await open(numbered(30));
    expect(box().scrollTop).toBe(box().scrollHeight);
    expect(screen.queryByRole('button', { name: 'Newest messages' })).toBeNull();
  });

  it('stays when earlier messages are shown above it', async () => {
    const page = await open(numbered(150));
    const before = box().scrollHeight;
    box().scrollTop = 20;
    fireEvent.scroll(box());
    await page.user.click(log().getByRole('button', { name: 'Show 90 earlier messages' }));
    expect(box().scrollHeight).toBeGreaterThan(before);
    expect(box().scrollTop).toBe(20 + box().scrollHeight - before);
  });

  it('leads back to the end with a button', async () => {
    await open(numbered(60));
    box().scrollTop = 20;
    fireEvent.scroll(box());
    expect(screen.getByRole('button', { name: 'Newest messages' })).toBeTruthy();
    box().scrollTop = box().scrollHeight - 79;
    fireEvent.scroll(box());
    expect(screen.queryByRole('button', { name: 'Newest messages' })).toBeNull();
  });

  it('stays when the customer writes, unless it is the end', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await screen.findByRole('log');
    const seq = page.scene.conversations[0]!.entries.length;
    const says = (text: string, place: number) => {
      const [entry] = talk(0, [{ text }]) as [Entry];
      page.tell({
        type: 'entries',
        conversationId: 'c1-mia',
        entries: [{ ...entry, seq: seq + place }],
        more: false,
      });
    };
    says('followed', 1);
    await log().findByText('followed');
    expect(box().scrollTop).toBe(box().scrollHeight);
    box().scrollTop = 20;
    fireEvent.scroll(box());
    says('not followed', 2);
    await log().findByText('not followed');
    expect(box().scrollTop).toBe(20);
  });
});

describe('a customer who types', () => {
  it('is announced by name in that conversation only', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await screen.findByRole('log');
    page.tell({ type: 'typing', conversationId: 'c4-anon', sender: 'customer' });
    page.tell({ type: 'typing', conversationId: 'c1-mia', sender: 'customer' });
    expect(await log().findByText('Mia Torres is typing…')).toBeTruthy();
    await page.goTo('c4-anon');
    expect(await log().findByText('Anonymous customer is typing…')).toBeTruthy();
    await page.goTo('c2-omar');
    await waitFor(() => expect(log().queryByText(/ is typing…$/)).toBeNull());
  });

  it('without a name is a customer all the same', async () => {
    const entries = talk(0, [{ text: 'Hi' }]);
    await DeskPage.open({ content: <Transcript snapshot={snapshot('c9', null)} entries={entries} /> });
    expect(texts()[1]).toMatch(/^Anonymous customer · /);
  });
});
