import { configRoutes, gatewayRoutes } from '@rejoin/contracts';
import { clientPaths } from './client-paths';

describe('the paths of clients', () => {
  it('are functions of their parameters, which are encoded', () => {
    const { 'libs/client/src/paths.ts': client } = clientPaths();
    expect(client).toContain("  signIn: '/v1/sign-in',\n");
    expect(client).toContain(
      '  unblock: (blockId: string) => `/v1/supervisor/blocks/${encodeURIComponent(blockId)}/remove`,\n',
    );
  });

  // The dialog for the second factor and the command line ask both services.
  it('of one’s own account are the same at the gateway and at config', () => {
    const { signIn, signOut } = configRoutes.signIn;
    const { read, start, confirm, remove } = configRoutes.secondFactor;
    const { secondFactor, startSecondFactor, confirmSecondFactor, removeSecondFactor } = gatewayRoutes;
    const requestsOf = (...routes: readonly { method: string; path: string }[]) =>
      routes.map(({ method, path }) => `${method} ${path}`);
    expect(requestsOf(read, start, confirm, remove)).toEqual(
      requestsOf(secondFactor, startSecondFactor, confirmSecondFactor, removeSecondFactor),
    );
    expect(requestsOf(signIn, signOut)).toEqual(requestsOf(gatewayRoutes.signIn, gatewayRoutes.signOut));
  });
});
