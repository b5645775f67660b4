import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { Route } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openAdministration, signInAt } from './administration';
import { SupervisorPage } from './supervisor-page';

/** Answers a request with the response of the server, changed so that the page cannot show it. */
function damaged(change: (body: Record<string, unknown>) => object): (route: Route) => Promise<void> {
  return async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      json: change((await response.json()) as Record<string, unknown>),
    });
  };
}

describeInBrowser('an error in one region of a page', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const failed = 'Something went wrong. Try again.';

  it('leaves the rest of the console working, and the region can be tried again', async () => {
    const shop = await world().shop();
    const { url } = world().system.config;
    const { page, complaints, close } = await openAdministration(
      browser(),
      url,
      await signInAt(url, 'admin@demo'),
    );
    const log = '**/v1/audit-log*';
    await page.route(
      log,
      damaged(({ items, ...page }) => ({
        ...page,
        items: (items as { by: unknown }[]).map((entry) => ({ ...entry, by: null })),
      })),
    );
    await page.reload();
    const recent = page.getByRole('region', { name: 'Latest changes' });
    await recent.getByRole('alert').filter({ hasText: failed }).waitFor();
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Agents/ })
      .waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Workstreams' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill(shop.name);
    await page.getByRole('link', { name: shop.name, exact: true }).waitFor();
    await page.goBack();
    await recent.getByRole('alert').filter({ hasText: failed }).waitFor();

    await page.unrouteAll({ behavior: 'wait' });
    await recent.getByRole('button', { name: 'Try again' }).click();
    await recent
      .getByText(/^Admin created/)
      .first()
      .waitFor();
    expect(await recent.getByRole('alert').count()).toBe(0);
    await close();
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.filter((one) => !one.includes('TypeError'))).toEqual([]);
  });

  it('leaves the rest of the supervisor’s page working, and the region can be tried again', async () => {
    const shop = await world().shop();
    await world().agent(shop, 'rosa', { displayName: 'Rosa Region' });
    const context = await device(browser());
    const supervisor = await SupervisorPage.open(shop, context, await world().cutter(0));
    const { page } = supervisor;
    const agents = page.getByRole('region', { name: 'Agents' });
    await agents.getByText('Rosa Region').first().waitFor();

    const loads = '**/v1/supervisor/agents*';
    await page.route(
      loads,
      damaged((body) => ({ ...body, agents: null })),
    );
    const alert = page.getByRole('alert').filter({ hasText: failed });
    await alert.waitFor();
    await page.getByRole('region', { name: 'Queues' }).getByText(shop.name).waitFor();
    await page.getByRole('tab', { name: 'Reports' }).click();
    await page.getByRole('tabpanel').getByText(shop.name).first().waitFor();
    await page.getByRole('tab', { name: 'Now' }).click();

    // The page polls, so a request may be on its way to the damage.
    await page.unrouteAll({ behavior: 'wait' });
    // Until the first answer without damage, the region fails again.
    await eventually(async () => {
      if (await alert.isVisible()) await alert.getByRole('button', { name: 'Try again' }).click();
      expect(await agents.getByText('Rosa Region').count()).toBeGreaterThan(0);
    });
    await context.close();
  });
});
