import type { RunningSystem } from '@rejoin/servers';

/** The last words of a start: where it is, and what a newcomer does next. */
export function whatToTry({ portal, gateways, config }: RunningSystem): string {
  return `
Rejoin is ready: ${portal}

  there        a customer, an agent's desk, and every event between them, on one page
  gateways     ${gateways.join('  ')}
  desk         ${gateways[0] ?? ''}/desk/
  settings     ${config}/admin/
  sign in as   admin@demo, anna@demo, ben@demo, sam@demo        (password: rejoin-demo)
  see it work  npm run story    (in another terminal: customers drop and come back)
  stop         Ctrl-C           (the data stay in .rejoin/)
`;
}
