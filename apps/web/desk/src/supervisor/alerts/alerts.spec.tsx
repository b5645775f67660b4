import type { Alert } from '@rejoin/contracts';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../../desk-page.fixture';
import { AlertBar } from './alert-bar';
import { ThresholdsDialog } from './thresholds-dialog';

const thresholds = '/v1/supervisor/workstreams/orders/alert-thresholds';
const bar = async () => within(await screen.findByRole('log', { name: 'Alerts' }));
const dialog = async () => within(await screen.findByRole('dialog', { name: 'Alerts' }));

const alert = (kind: Alert['kind'], threshold: number, workstreamName = 'Orders'): Alert => ({
  workstreamId: workstreamName.toLowerCase(),
  workstreamName,
  kind,
  value: threshold,
  threshold,
  raisedAt: '2026-05-04T09:12:00.000Z',
});

async function openBar(alerts: readonly Alert[]): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/supervisor', content: null });
  page.server.plays('GET /v1/supervisor/alerts', { json: { alerts, serverNow: new Date().toISOString() } });
  await page.showPart(<AlertBar />);
  return page;
}

describe('the alerts', () => {
  it.each<{ kind: Alert['kind']; threshold: number; sentence: string }>([
    {
      kind: 'longest-wait',
      threshold: 90,
      sentence: 'A customer has waited for 90 seconds or longer.',
    },
    { kind: 'waiting', threshold: 12, sentence: '12 or more conversations are waiting in queue.' },
    { kind: 'disconnected', threshold: 1_200, sentence: '1,200 or more customers are disconnected.' },
    { kind: 'service-level', threshold: 80, sentence: 'The service level of today is below 80%.' },
    { kind: 'no-agent', threshold: 1, sentence: 'No agent is available.' },
  ])('say which threshold is crossed: $kind', async ({ kind, threshold, sentence }) => {
    await openBar([alert(kind, threshold)]);
    await (await bar()).findByText('Orders');
    const { textContent } = await screen.findByRole('log', { name: 'Alerts' });
    expect(textContent).toContain(`Orders${sentence} Since `);
  });

  it('are hidden one by one, and stay hidden', async () => {
    const page = await openBar([alert('waiting', 12), alert('no-agent', 1, 'Returns')]);
    await page.user.click(await (await bar()).findByRole('button', { name: 'Dismiss alert of Orders' }));
    expect((await bar()).queryByText('Orders')).toBeNull();
    expect((await bar()).getByText('Returns')).toBeTruthy();
  });

  it('are three at most, with the number of the others', async () => {
    const names = ['A', 'B', 'C', 'D'];
    const page = await openBar(names.map((name) => alert('waiting', 12, name)));
    expect(await (await bar()).findByText('1 more alert')).toBeTruthy();
    expect((await bar()).queryByText('D')).toBeNull();
    await page.user.click((await bar()).getByRole('button', { name: 'Dismiss all' }));
    await waitFor(async () => expect((await bar()).queryByRole('button')).toBeNull());
  });
});

describe('alerts that cannot be checked', () => {
  const sentence = 'Alerts can’t be checked right now. Retrying…';
  async function openFailing(isQuiet: boolean): Promise<DeskPage> {
    const page = await DeskPage.open({ at: '#/supervisor', content: null });
    page.server.plays('GET /v1/supervisor/alerts', { status: 500, json: { name: 'failed' } });
    await page.showPart(<AlertBar isQuiet={isQuiet} />);
    await waitFor(() => expect(page.server.bodiesOf('GET /v1/supervisor/alerts')).toHaveLength(1));
    return page;
  }

  it('say so, and those that are known stay', async () => {
    const page = await openBar([alert('waiting', 12)]);
    await (await bar()).findByText('Orders');
    page.server.plays('GET /v1/supervisor/alerts', { status: 500, json: { name: 'failed' } });
    window.dispatchEvent(new Event('visibilitychange'));
    expect(await (await bar()).findByText(sentence)).toBeTruthy();
    expect((await bar()).getByText('Orders')).toBeTruthy();
  });

  it('say so when none could be read, unless the page says it', async () => {
    await openFailing(false);
    expect(await (await bar()).findByText(sentence)).toBeTruthy();
    cleanup();
    await openFailing(true);
    await screen.findByRole('log', { name: 'Alerts' });
    expect(screen.queryByText(sentence)).toBeNull();
  });
});

describe('the sound of alerts', () => {
  const notes = jest.spyOn(AudioContext.prototype, 'createOscillator');
  const returns = alert('no-agent', 1, 'Returns');

  /** Opens the page with these alerts, and reads others when the person comes back to it. */
  async function openThen(first: readonly Alert[], next: readonly Alert[]): Promise<void> {
    const page = await openBar(first);
    await (await bar()).findByText(first[0]!.workstreamName);
    page.server.plays('GET /v1/supervisor/alerts', {
      json: { alerts: next, serverNow: new Date().toISOString() },
    });
    window.dispatchEvent(new Event('visibilitychange'));
    await (await bar()).findByText(next[0]!.workstreamName);
    await waitFor(() => expect(page.server.bodiesOf('GET /v1/supervisor/alerts').length).toBeGreaterThan(1));
  }

  beforeEach(() => {
    notes.mockClear();
    localStorage.setItem('rejoin.supervisor.alert-sound', 'on');
  });

  it('is for those that are new', async () => {
    await openThen([returns], [alert('waiting', 12), returns]);
    await waitFor(() => expect(notes).toHaveBeenCalled());
  });

  it('is not for those that were there when the page was opened', async () => {
    await openThen([alert('waiting', 12)], [alert('waiting', 12)]);
    expect(notes).not.toHaveBeenCalled();
  });

  it('is off until the person has turned it on', async () => {
    localStorage.removeItem('rejoin.supervisor.alert-sound');
    await openThen([returns], [alert('waiting', 12), returns]);
    expect(notes).not.toHaveBeenCalled();
  });
});

describe('the thresholds of alerts', () => {
  const stored = {
    workstreamId: 'orders',
    version: 4,
    thresholds: {
      longestWaitSeconds: 120,
      waiting: null,
      disconnected: null,
      serviceLevelPercent: 80,
      withinSeconds: 60,
      noAgent: true,
    },
  };

  async function open(play: (page: DeskPage) => void = () => undefined): Promise<DeskPage> {
    const page = await DeskPage.open({ at: '#/supervisor', content: null });
    page.server.plays(`GET ${thresholds}`, { json: stored });
    play(page);
    const { queues } = page.supervision.queues();
    await page.showPart(<ThresholdsDialog queues={queues} chosen={null} />);
    await page.user.click(await screen.findByRole('button', { name: 'Alerts' }));
    return page;
  }
  const field = async (name: string) => (await dialog()).findByRole<HTMLInputElement>('textbox', { name });
  const save = async (page: DeskPage) =>
    page.user.click((await dialog()).getByRole('button', { name: 'Save' }));

  it('are those of the first workstream, and a blank field is off', async () => {
    await open();
    expect((await field('Longest wait (seconds)')).value).toBe('120');
    expect((await field('Conversations waiting')).value).toBe('');
    expect((await field('Service level of today (percent)')).value).toBe('80');
    expect((await dialog()).getByRole('switch', { name: 'No agent available' })).toHaveProperty(
      'checked',
      true,
    );
  });

  it('are saved for the version that was read', async () => {
    const page = await open();
    await page.user.type(await field('Conversations waiting'), '10000');
    await page.user.clear(await field('Longest wait (seconds)'));
    await page.user.click((await dialog()).getByRole('switch', { name: 'No agent available' }));
    await save(page);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.server.bodiesOf(`POST ${thresholds}`)).toEqual([
      {
        version: 4,
        thresholds: {
          longestWaitSeconds: null,
          waiting: 10_000,
          disconnected: null,
          serviceLevelPercent: 80,
          withinSeconds: 60,
          noAgent: false,
        },
      },
    ]);
  });

  it.each(['0', '101', '1.5', 'many'])('are not saved with %s percent', async (text) => {
    const page = await open();
    const percent = await field('Service level of today (percent)');
    await page.user.clear(percent);
    await page.user.type(percent, text);
    expect(await (await dialog()).findByText('Enter a whole number from 1 to 100.')).toBeTruthy();
    await save(page);
    expect(page.server.bodiesOf(`POST ${thresholds}`)).toEqual([]);
  });

  it('say that another supervisor has changed them, and keep what was typed', async () => {
    const page = await open();
    page.server.refuses(`POST ${thresholds}`, 409, 'version-conflict');
    await page.user.type(await field('Conversations waiting'), '7');
    await save(page);
    expect(await screen.findByText(/^Newer changes were saved\./)).toBeTruthy();
    expect((await field('Conversations waiting')).value).toBe('7');
  });

  it('are shown of the workstream that is selected', async () => {
    const page = await open();
    await field('Conversations waiting');
    page.server.plays('GET /v1/supervisor/workstreams/returns/alert-thresholds', {
      json: { workstreamId: 'returns', version: 1, thresholds: { ...stored.thresholds, waiting: 33 } },
    });
    await page.user.selectOptions((await dialog()).getByRole('combobox', { name: 'Workstream' }), 'Returns');
    await waitFor(async () => expect((await field('Conversations waiting')).value).toBe('33'));
  });

  it('are read by a retry after the server has failed', async () => {
    const page = await open(({ server }) => {
      server.plays(`GET ${thresholds}`, { status: 500, json: { name: 'failed' } });
    });
    const retry = await (await dialog()).findByRole('button', { name: 'Try again' });
    page.server.plays(`GET ${thresholds}`, { json: stored });
    await page.user.click(retry);
    expect((await field('Longest wait (seconds)')).value).toBe('120');
  });

  it('say why they cannot be read', async () => {
    await open((page) => {
      page.server.refuses(`GET ${thresholds}`, 403, 'forbidden');
    });
    expect((await (await dialog()).findByRole('alert')).textContent).toMatch(
      /^Your role doesn’t allow this\./,
    );
  });

  it('make a sound only in a browser where it was turned on', async () => {
    const page = await open();
    const sound = (await dialog()).getByRole('switch', { name: /^Play a sound/ });
    expect(sound).toHaveProperty('checked', false);
    await page.user.click(sound);
    expect(localStorage.getItem('rejoin.supervisor.alert-sound')).toBe('on');
  });
});
