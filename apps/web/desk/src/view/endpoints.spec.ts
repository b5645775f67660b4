import { endpointsOf } from './endpoints';

const [a, b, c] = ['https://a.example', 'https://b.example:8443', 'https://c.example'];

describe('the gateways of a desk', () => {
  it('start with the origin of the page, followed by the next ones in the list', () => {
    expect(endpointsOf(a, `${a} ${b} ${c}`)).toEqual([a, b, c]);
    expect(endpointsOf(b, `${a} ${b} ${c}`)).toEqual([b, c, a]);
    expect(endpointsOf(c, `${a} ${b} ${c}`)).toEqual([c, a, b]);
  });

  it('include the whole list when the page has another origin', () => {
    expect(endpointsOf('https://desk.example', `${a} ${b}`)).toEqual(['https://desk.example', a, b]);
  });

  it('are the origin of the page alone when the list is empty or contains no valid URL', () => {
    expect(endpointsOf(a, '')).toEqual([a]);
    expect(endpointsOf(a, '__ENDPOINTS__ ftp://b.example javascript:alert(1)')).toEqual([a]);
  });

  it('are listed once each, without a path', () => {
    expect(endpointsOf(a, `${b}/ ${b} ${a}/`)).toEqual([a, b]);
  });
});
