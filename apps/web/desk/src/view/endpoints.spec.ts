import { endpointsOf } from './endpoints';

const [a, b, c] = ['https://a.example', 'https://b.example:8443', 'https://c.example'];

describe('the gateways of a desk', () => {
  it('begin with the one that the page came from, and go on with the next in the list', () => {
    expect(endpointsOf(a, `${a} ${b} ${c}`)).toEqual([a, b, c]);
    expect(endpointsOf(b, `${a} ${b} ${c}`)).toEqual([b, c, a]);
    expect(endpointsOf(c, `${a} ${b} ${c}`)).toEqual([c, a, b]);
  });

  it('are all of the list where the page came from another address', () => {
    expect(endpointsOf('https://desk.example', `${a} ${b}`)).toEqual(['https://desk.example', a, b]);
  });

  it('are that one alone where none were told, or none that is an address', () => {
    expect(endpointsOf(a, '')).toEqual([a]);
    expect(endpointsOf(a, '__ENDPOINTS__ ftp://b.example javascript:alert(1)')).toEqual([a]);
  });

  it('are named once each, without a path', () => {
    expect(endpointsOf(a, `${b}/ ${b} ${a}/`)).toEqual([a, b]);
  });
});
