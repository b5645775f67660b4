import type { HistoryQuery } from '@rejoin/client';
import { act, screen, waitFor, within } from '@testing-library/react';
import { answerDesk } from '../../../../../tools/screenshots/desk-answers';
import type { Answer } from '../../../testing/server.fixture';
import { DeskPage } from '../desk-page.fixture';
import { HistoryPage } from './history-page';

const route = 'POST /v1/history/search';
const list = async () => within(await screen.findByRole('navigation', { name: 'Closed conversations' }));
const last = (page: DeskPage) => page.server.bodiesOf(route).at(-1);

async function open(conversationId: string | null = null): Promise<DeskPage> {
  const page = await DeskPage.open({ content: <HistoryPage conversationId={conversationId} /> });
  await (await list()).findAllByRole('link');
  return page;
}

describe('the closed conversations', () => {
  it('show who, how it ended, with whom and where', async () => {
    await open();
    expect((await list()).getByText('4 conversations')).toBeTruthy();
    const [mia, omar, nobody] = (await list()).getAllByRole('link');
    expect(mia?.textContent).toMatch(
      /Mia Martin.*My blue parcel has not arrived.*Ended by agent · Anna · Orders/,
    );
    expect(omar?.textContent).toMatch(/Timed out · No agent · Orders/);
    expect(nobody?.textContent).toMatch(/Anonymous customer.*No messages.*Ended by customer/);
    expect(mia?.getAttribute('href')).toBe('#/history/past-1');
  });

  it('are searched by the service', async () => {
    const page = await open();
    await page.user.type(screen.getByRole('searchbox'), 'rechnung');
    await waitFor(async () => expect((await list()).getAllByRole('link')).toHaveLength(1));
    expect(last(page)).toMatchObject({ search: 'rechnung' });
  });

  it('say that none match, and show all again', async () => {
    const page = await open();
    await page.user.type(screen.getByRole('searchbox'), 'nothing like it');
    expect(await (await list()).findByText('No conversations match')).toBeTruthy();
    await page.user.click((await list()).getByRole('button', { name: 'Clear search and filters' }));
    await waitFor(async () => expect((await list()).getAllByRole('link')).toHaveLength(4));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
  });

  it('say at the field what is wrong with a search', async () => {
    const page = await open();
    await page.user.type(screen.getByRole('searchbox'), '%');
    expect(await screen.findByText('Enter at least one letter, digit, or emoji.')).toBeTruthy();
    expect((await list()).queryByRole('alert')).toBeNull();
  });

  it('offer to try again after a failure', async () => {
    const page = await open();
    await page.user.type(screen.getByRole('searchbox'), 'broken');
    const problem = within(await (await list()).findByRole('alert'));
    expect(problem.getByText('Can’t load conversations')).toBeTruthy();
    page.server.plays(route, { json: { items: [], nextCursor: null, serverNow: new Date().toISOString() } });
    await page.user.click(problem.getByRole('button', { name: 'Retry' }));
    expect(await (await list()).findByText('No conversations match')).toBeTruthy();
  });

  it('are those of the last search, even if the answer to an earlier one comes later', async () => {
    const page = await open();
    const found = (count: number) => {
      const { items } = answerDesk('/v1/history/search', '{}')!.json as { items: object[] };
      return {
        json: { items: items.slice(0, count), nextCursor: null, serverNow: new Date().toISOString() },
      };
    };
    let answerLate: (answer: Answer) => void = () => undefined;
    const late = new Promise<Answer>((resolve) => {
      answerLate = resolve;
    });
    page.server.plays(route, ({ body }) => ((body as HistoryQuery).outcome === 'expired' ? late : found(2)));
    const field = screen.getByRole('combobox', { name: 'Outcome' });
    await page.user.selectOptions(field, 'Timed out');
    await waitFor(() => expect(last(page)).toMatchObject({ outcome: 'expired' }));
    await page.user.selectOptions(field, 'Ended by agent');
    await waitFor(async () => expect((await list()).getAllByRole('link')).toHaveLength(2));
    await act(async () => {
      answerLate(found(1));
      await late;
    });
    await waitFor(async () => expect((await list()).getAllByRole('link')).toHaveLength(2));
  });

  it.each([
    ['Workstream', 'Orders', { workstreamId: 'w1' }],
    ['Agent', 'Anna', { agentId: 'anna' }],
    ['Outcome', 'Timed out', { outcome: 'expired' }],
  ])('are filtered by %s', async (name, option, body) => {
    const page = await open();
    const field = screen.getByRole('combobox', { name });
    await within(field).findByRole('option', { name: option });
    await page.user.selectOptions(field, option);
    await waitFor(() => expect(last(page)).toMatchObject(body));
  });

  it('are filtered by what was chosen at their end, once a workstream is chosen', async () => {
    const page = await open();
    expect(screen.queryByRole('combobox', { name: 'Disposition' })).toBeNull();
    const workstream = screen.getByRole('combobox', { name: 'Workstream' });
    await within(workstream).findByRole('option', { name: 'Orders' });
    await page.user.selectOptions(workstream, 'Orders');
    await page.user.selectOptions(await screen.findByRole('combobox', { name: 'Disposition' }), 'Solved');
    await waitFor(() => expect(last(page)).toMatchObject({ workstreamId: 'w1', disposition: 'Solved' }));
    await page.user.selectOptions(workstream, 'Any workstream');
    await waitFor(() => expect(last(page)).not.toHaveProperty('workstreamId'));
    expect(last(page)).not.toHaveProperty('disposition');
  });
});

describe('closed conversations that cannot be loaded', () => {
  const fails = { status: 500, json: { name: 'failed' } };
  const follows = (one: Node, other: Node) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

  it('leave those before a changed filter, below the reason and a way to try again', async () => {
    const page = await open();
    page.server.plays(route, fails);
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Timed out');
    const alert = await (await list()).findByRole('alert');
    const links = (await list()).getAllByRole('link');
    expect(links).toHaveLength(4);
    expect(follows(alert, links[0]!)).toBe(true);
    page.server.plays(route, { json: { items: [], nextCursor: null, serverNow: new Date().toISOString() } });
    await page.user.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await (await list()).findByText('No conversations match')).toBeTruthy();
    expect((await list()).queryByRole('alert')).toBeNull();
  });

  it('say so at the end of the list when a further page fails', async () => {
    const page = await DeskPage.open({ content: null });
    const { items } = answerDesk('/v1/history/search', '{}')!.json as { items: object[] };
    page.server.plays(route, { json: { items, nextCursor: 'more', serverNow: new Date().toISOString() } });
    await page.showPart(<HistoryPage conversationId={null} />);
    const more = await (await list()).findByRole('button', { name: 'Show more' });
    page.server.plays(route, fails);
    await page.user.click(more);
    const alert = await (await list()).findByRole('alert');
    const [, , , last] = (await list()).getAllByRole('link');
    expect(follows(last!, alert)).toBe(true);
    page.server.plays(route, {
      json: { items: [{ ...items[0], conversationId: 'past-8' }], nextCursor: null },
    });
    await page.user.click(within(alert).getByRole('button', { name: 'Retry' }));
    await waitFor(async () => expect((await list()).getAllByRole('link')).toHaveLength(5));
    expect(page.server.bodiesOf(route).map((body) => (body as HistoryQuery).cursor)).toEqual([
      undefined,
      'more',
      'more',
    ]);
  });
});

describe('a closed conversation', () => {
  it('is read from its beginning, with notes marked, and cannot be written to', async () => {
    await open('past-1');
    const transcript = within(await screen.findByRole('region', { name: 'Transcript' }));
    expect(transcript.getByText('Refund of the postage approved')).toBeTruthy();
    expect(transcript.getByText(/Internal note/)).toBeTruthy();
    expect(transcript.getByText(/started the conversation/)).toBeTruthy();
    expect(screen.getByText('Read-only')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: /^Message/ })).toBeNull();
  });

  it('that is not there says so, and leads back', async () => {
    const page = await open('past-9');
    expect(await screen.findByText('Conversation not available')).toBeTruthy();
    await page.user.click(screen.getByRole('button', { name: 'Back to closed conversations' }));
    expect(location.hash).toBe('#/history');
  });
});
