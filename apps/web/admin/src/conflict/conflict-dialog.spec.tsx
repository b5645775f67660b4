import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const route = 'PUT /v1/agents/anna';
const question = async () => within(await screen.findByRole('dialog', { name: 'Newer changes were saved' }));
const theirs = {
  agentId: 'anna',
  active: true,
  defaultPresence: 'available',
  graceSeconds: 150,
  workstreamIds: ['orders'],
  version: 7,
  changedAt: '2026-05-04T09:12:00.000Z',
};

/** Saves Anna with another name and capacity, after somebody else has saved her with these settings. */
async function conflict(newer: object): Promise<ConsolePage> {
  const page = await ConsolePage.open('agents');
  await page.user.click(await screen.findByRole('button', { name: 'Anna' }));
  const editor = within(await screen.findByRole('dialog'));
  await page.user.type(editor.getByRole('textbox', { name: /^Display name/ }), ' Berg');
  page.server.plays(route, ({ headers }) =>
    headers.get('If-Match') === '"7"'
      ? { json: { ...theirs, ...newer } }
      : { status: 412, json: { name: 'version-conflict' } },
  );
  page.server.plays('GET /v1/agents/anna', { json: { ...theirs, ...newer } });
  await page.user.click(editor.getByRole('button', { name: 'Save and close' }));
  return page;
}

const saved = (page: ConsolePage) => page.server.bodiesOf(route).at(-1);

describe('settings that somebody else has saved meanwhile', () => {
  it('are compared, and each change is kept unless both changed the same', async () => {
    const page = await conflict({ displayName: 'Anna', maxUnits: 6 });
    const shown = await question();
    expect(shown.getByText(/^Robin saved these settings on/)).toBeTruthy();
    expect(shown.queryByText('Changed in both')).toBeNull();
    await page.user.click(shown.getByRole('button', { name: 'Save merged version' }));
    await waitFor(() => expect(saved(page)).toMatchObject({ displayName: 'Anna Berg', maxUnits: 6 }));
    expect(await screen.findByText('Anna Berg saved.')).toBeTruthy();
  });

  it('mark what both have changed', async () => {
    await conflict({ displayName: 'Anna B.', maxUnits: 4 });
    expect((await question()).getByText('Changed in both')).toBeTruthy();
  });

  it('can be taken as a whole', async () => {
    const page = await conflict({ displayName: 'Anna B.', maxUnits: 6 });
    const shown = await question();
    await page.user.click(shown.getByRole('button', { name: 'Use all of theirs' }));
    await page.user.click(shown.getByRole('button', { name: 'Save merged version' }));
    await waitFor(() => expect(saved(page)).toMatchObject({ displayName: 'Anna B.', maxUnits: 6 }));
  });

  it('can be replaced as a whole', async () => {
    const page = await conflict({ displayName: 'Anna B.', maxUnits: 6 });
    const shown = await question();
    await page.user.click(shown.getByRole('button', { name: 'Keep all of mine' }));
    await page.user.click(shown.getByRole('button', { name: 'Save merged version' }));
    await waitFor(() => expect(saved(page)).toMatchObject({ displayName: 'Anna Berg', maxUnits: 4 }));
  });

  it('stay as they are when the person cancels, and so does the draft', async () => {
    const page = await conflict({ displayName: 'Anna B.', maxUnits: 6 });
    await page.user.click((await question()).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByText('Newer changes were saved')).toBeNull());
    expect(page.server.bodiesOf(route)).toHaveLength(1);
    expect(screen.getByDisplayValue('Anna Berg')).toBeTruthy();
  });

  it('are no conflict when they are the same: the answer to the first attempt was lost', async () => {
    const page = await conflict({ displayName: 'Anna Berg', maxUnits: 4 });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.server.bodiesOf(route)).toHaveLength(1);
  });
});
