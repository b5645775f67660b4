import type { Queues } from '@rejoin/contracts';
import { screen, within } from '@testing-library/react';
import { show } from '../../../../testing/page.fixture';
import { QueuesCard } from './queues-card';

const now = '2026-05-04T09:12:00.000Z';
const queue = (name: string, more: Partial<Queues['queues'][number]> = {}): Queues['queues'][number] => ({
  workstreamId: name.toLowerCase(),
  name,
  active: true,
  timeZone: 'Europe/Berlin',
  waiting: 0,
  oldestWaitingSince: null,
  parked: 0,
  ...more,
});
const rows = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

describe('the queues', () => {
  it('show how many wait, and how long the first has waited by the clock of the server', async () => {
    await show(
      <QueuesCard
        queues={[queue('Orders', { waiting: 4, oldestWaitingSince: '2026-05-04T09:10:35.000Z' })]}
        serverNow={now}
      />,
    );
    expect(rows()).toEqual(['OrdersLongest wait 1:254 waiting']);
  });

  it('that are not empty come first, then those with disconnected customers', async () => {
    const queues = [
      queue('Empty'),
      queue('Parked', { parked: 1 }),
      queue('More', { parked: 2 }),
      queue('Busy', { waiting: 1 }),
    ];
    await show(<QueuesCard queues={queues} serverNow={now} />);
    expect(rows().map((text) => /^(Empty|Parked|More|Busy)/.exec(text)?.[0])).toEqual([
      'Busy',
      'More',
      'Parked',
      'Empty',
    ]);
  });

  it('say what disconnected means only where there is one', async () => {
    await show(<QueuesCard queues={[queue('Empty')]} serverNow={now} />);
    expect(screen.queryByText(/^Disconnected: no agent is assigned/)).toBeNull();
    await show(<QueuesCard queues={[queue('Parked', { parked: 1 })]} serverNow={now} />);
    expect(screen.getByText(/^Disconnected: no agent is assigned/)).toBeTruthy();
  });

  it('of inactive workstreams are shown only while somebody is in them', async () => {
    const queues = [queue('Old', { active: false }), queue('Leaving', { active: false, waiting: 1 })];
    await show(<QueuesCard queues={queues} serverNow={now} />);
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toMatch(/^Leaving.*Inactive1 waiting$/);
  });

  it('are six at first, and all on demand', async () => {
    const queues = Array.from({ length: 8 }, (_, place) => queue(`Queue ${place}`));
    const user = await show(<QueuesCard queues={queues} serverNow={now} />);
    expect(rows()).toHaveLength(6);
    await user.click(screen.getByRole('button', { name: 'Show all 8' }));
    expect(rows()).toHaveLength(8);
    await user.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(rows()).toHaveLength(6);
  });

  it('have no button while they fit', async () => {
    await show(
      <QueuesCard
        queues={Array.from({ length: 6 }, (_, place) => queue(`Queue ${place}`))}
        serverNow={now}
      />,
    );
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('say that there is no workstream', async () => {
    await show(<QueuesCard queues={[]} serverNow={now} />);
    expect(within(screen.getByRole('region', { name: /^Queues/ })).getByText('No workstreams')).toBeTruthy();
  });
});
