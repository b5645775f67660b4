import { pageVisitOf, visitOf } from './visit';

describe('what is kept of a visit', () => {
  const pageOf = (page: string) => visitOf({ page }).page;

  it.each([
    ['https://shop.example/help/returns', 'https://shop.example/help/returns'],
    ['https://shop.example:8443/a?token=1#secret', 'https://shop.example:8443/a'],
    ['https://anna:pass@shop.example/a', 'https://shop.example/a'],
    ['https://shop.example/reset/3f2c9a7be01d44f8a0b1c2d3/next', 'https://shop.example/reset/…/next'],
    ['https://shop.example/users/mia@contoso.com', 'https://shop.example/users/…'],
    [
      'https://shop.example/a-long-path-of-words-without-digits',
      'https://shop.example/a-long-path-of-words-without-digits',
    ],
  ])('is the page without secrets: %s', (given, kept) => {
    expect(pageOf(given)).toBe(kept);
  });

  it.each(['file:///home/mia/a.html', 'javascript:alert(1)', 'no address', ''])('is not %j', (page) => {
    expect(pageOf(page)).toBeNull();
  });

  it('is bounded', () => {
    expect(pageOf(`https://shop.example/${'word/'.repeat(300)}`)).toHaveLength(500);
  });

  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36',
      'Chrome 130',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36 Edg/129.0.1',
      'Edge 129',
      'Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140', 'Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari 18',
      'iOS',
    ],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/129.0.0.0 Mobile Safari/537.36', 'Chrome 129', 'Android'],
    ['curl/8', null, null],
  ])('names the browser and the system: %s', (userAgent, browser, system) => {
    expect(visitOf({ userAgent })).toEqual({ page: null, timeZone: null, browser, system });
  });

  it('has a time zone only if it exists', () => {
    expect(visitOf({ timeZone: 'Europe/Berlin' }).timeZone).toBe('Europe/Berlin');
    expect(visitOf({ timeZone: 'Mars/Olympus' }).timeZone).toBeNull();
  });
});

describe('what is kept of a page that was opened during the chat', () => {
  const titleOf = (title?: string) =>
    pageVisitOf({ page: 'https://shop.example/a?token=1', ...(title !== undefined && { title }) }).title;

  it('is its address without secrets, and its title', () => {
    expect(pageVisitOf({ page: 'https://shop.example/a?token=1#secret', title: 'Returns' })).toEqual({
      page: 'https://shop.example/a',
      title: 'Returns',
    });
    expect(pageVisitOf({ page: 'no address' })).toEqual({ page: null, title: null });
  });

  it.each([
    ['Order of mia@contoso.com \u2013 Shop', 'Order of \u2026 \u2013 Shop'],
    ['Reset 3f2c9a7be01d44f8a0b1c2d3', 'Reset \u2026'],
    ['  two\n lines ', 'two lines'],
    ['x'.repeat(300), 'x'.repeat(200)],
    [`${'x'.repeat(199)}\ud83d\ude00`, 'x'.repeat(199)],
    ['', null],
    [undefined, null],
  ])('has a title on one line, without secrets: %j', (given, kept) => {
    expect(titleOf(given)).toBe(kept);
  });
});
