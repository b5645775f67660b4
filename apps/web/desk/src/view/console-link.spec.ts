import { consoleLink } from './console-link';

describe('the link to the administration', () => {
  const address = 'https://admin.example';

  it.each([['administrator'], ['supervisor']])('is there for the role %s', (role) => {
    expect(consoleLink(address, ['agent', role])).toBe('https://admin.example/admin/');
  });

  it('is not there for an agent', () => {
    expect(consoleLink(address, ['agent'])).toBeUndefined();
  });

  it.each(['', '__CONSOLE__', 'javascript:alert(1)'])('is not there when the address is %p', (text) => {
    expect(consoleLink(text, ['administrator'])).toBeUndefined();
  });
});
