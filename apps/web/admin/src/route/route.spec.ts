import { hashOf, queryIn, routeOf, type Route } from './route';

describe('an address of the console', () => {
  it.each<Route>([
    { at: 'home' },
    { at: 'workstreams' },
    { at: 'new-workstream' },
    { at: 'workstream', workstreamId: 'w_1' },
    { at: 'workstream', workstreamId: 'w_1', widgetId: 'x-2' },
    { at: 'new-widget', workstreamId: 'w_1' },
    { at: 'agents' },
    { at: 'accounts' },
    { at: 'import-accounts' },
    { at: 'service-accounts' },
    { at: 'history' },
  ])('leads to its place: %p', (route) => {
    expect(routeOf(hashOf(route))).toEqual(route);
  });

  it('leads to the same place with the state of a list', () => {
    expect(routeOf('#/agents?search=a%2Fb&sort=maxUnits')).toEqual({ at: 'agents' });
    expect(queryIn('#/agents?search=a%2Fb&sort=maxUnits')).toBe('search=a%2Fb&sort=maxUnits');
    expect(queryIn('#/agents')).toBe('');
  });

  it('that is not known leads home', () => {
    for (const hash of ['', '#', '#/nowhere', '#/workstreams/a b', '#/workstreams/../x']) {
      expect(routeOf(hash)).toEqual({ at: 'home' });
    }
  });
});
