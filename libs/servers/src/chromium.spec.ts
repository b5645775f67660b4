import { findChromium } from './chromium';

describe('a browser that REJOIN_CHROMIUM names', () => {
  const before = process.env['REJOIN_CHROMIUM'];
  afterEach(() => {
    if (before === undefined) delete process.env['REJOIN_CHROMIUM'];
    else process.env['REJOIN_CHROMIUM'] = before;
  });

  it('is used', async () => {
    process.env['REJOIN_CHROMIUM'] = process.execPath;
    expect(await findChromium()).toEqual({ path: process.execPath });
  });

  it('is named in the error when it does not exist, and no other is installed instead', async () => {
    process.env['REJOIN_CHROMIUM'] = '/nowhere/chromium';
    expect(await findChromium()).toEqual({ missing: 'REJOIN_CHROMIUM=/nowhere/chromium: no such file' });
  });
});
