import { screen, waitFor } from '@testing-library/react';
import { deskScene, emptyScene } from '../../../../../tools/screenshots/desk-scene';
import { mediaMatch } from '../../../testing/browser.fixture';
import { DeskPage } from '../desk-page.fixture';

const button = () => screen.findByRole('button', { name: /^Presence: / });

async function choose(page: DeskPage, name: string): Promise<void> {
  await page.user.click(await button());
  await page.user.click(await screen.findByRole('menuitemradio', { name }));
}

describe('the presence of the agent', () => {
  it('is marked in its menu, which says what it affects', async () => {
    const page = await DeskPage.open();
    await page.user.click(await button());
    const items = await screen.findAllByRole('menuitemradio');
    expect(items.map((item) => [item.textContent, item.getAttribute('aria-checked')])).toEqual([
      ['Available', 'true'],
      ['Busy', 'false'],
      ['Do not disturb', 'false'],
      ['Away', 'false'],
      ['Offline', 'false'],
    ]);
    expect(screen.getByText('Your status affects new conversations only.')).toBeTruthy();
  });

  it('is that which the service says, not what was chosen', async () => {
    const page = await DeskPage.open();
    await choose(page, 'Away');
    await waitFor(() => expect(page.sent('set-presence')).toEqual([{ presence: 'away' }]));
    expect((await button()).getAttribute('aria-label')).toBe('Presence: Available');
    page.changeStatus({ presence: 'away' });
    await waitFor(async () => expect((await button()).getAttribute('aria-label')).toBe('Presence: Away'));
  });

  it('says why it was not changed', async () => {
    const page = await DeskPage.open();
    page.refuses('set-presence', 'too-many');
    await choose(page, 'Busy');
    expect(await screen.findByText(/^Too many attempts\./)).toBeTruthy();
  });

  it('is not chosen while the connection is lost', async () => {
    const page = await DeskPage.open();
    await button();
    page.cut();
    await waitFor(async () => expect((await button()).getAttribute('aria-disabled')).toBe('true'));
    await page.user.click(await button());
    expect(screen.queryByRole('menuitemradio')).toBeNull();
  });

  it('is offered where there is nothing to do', async () => {
    const page = await DeskPage.open({ scene: emptyScene('away') });
    const offers = await screen.findAllByRole('button', { name: /available/i });
    await page.user.click(offers.at(-1)!);
    await waitFor(() => expect(page.sent('set-presence')).toEqual([{ presence: 'available' }]));
  });
});

describe('the capacity of the agent', () => {
  const meter = () => screen.findByRole('meter', { name: 'Capacity' });

  it('is said in words, and never more than all of it', async () => {
    const page = await DeskPage.open();
    expect((await meter()).textContent).toContain('Capacity 5/6 (2 on hold)');
    page.changeStatus({ usedUnits: 8, heldUnits: 0, maxUnits: 6 });
    await waitFor(async () => expect((await meter()).textContent).toBe('Capacity 8/6'));
    expect((await meter()).getAttribute('aria-valuemax')).toBe('8');
  });

  it('is short on a phone', async () => {
    const page = await DeskPage.open({ scene: deskScene(), content: null });
    mediaMatch('(max-width: 760px)');
    await page.showDesk('#/chats');
    expect((await meter()).textContent).toBe('Capacity 5/6');
    expect((await meter()).getAttribute('aria-valuetext')).toMatch(/2 on hold for disconnected customers$/);
  });
});
