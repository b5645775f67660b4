import { device, describeInBrowser, inABrowser } from '@rejoin/testing';
import { inAWorld } from '../journeys/world';

describeInBrowser('pages of the services', () => {
  const world = inAWorld();
  const browser = inABrowser();

  it.each([
    ['desk', () => world().system.gateways[0]!.url],
    ['admin', () => world().system.config.url],
  ])('the page %s opens under its strict policy without an error or warning', async (name, url) => {
    const context = await device(browser());
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const answer = await page.goto(`${url()}/${name}`);
    expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+'/);
    await page.getByRole('button').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
