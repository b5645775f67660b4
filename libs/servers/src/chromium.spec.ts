import { findChromium } from './chromium';

describe('a browser that is named by REJOIN_CHROMIUM', () => {
  const before = process.env['REJOIN_CHROMIUM'];
  afterEach(() => {
    if (before === undefined) delete process.env['REJOIN_CHROMIUM'];
    else process.env['REJOIN_CHROMIUM'] = before;
  });

  it('is taken', async () => {
    process.env['REJOIN_CHROMIUM'] = process.execPath;
    expect(await findChromium()).toEqual({ path: process.execPath });
  });

  it('and is not there is said by its name, and nothing is installed instead', async () => {
    process.env['REJOIN_CHROMIUM'] = '/nowhere/chromium';
    expect(await findChromium()).toEqual({ missing: 'REJOIN_CHROMIUM=/nowhere/chromium: no such file' });
  });
});
