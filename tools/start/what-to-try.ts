import type { RunningSystem } from '@rejoin/servers';

/** The last lines of the output of `npm start`: the addresses, and what to try next. */
export function whatToTry({ portal, gateways, config }: RunningSystem): string {
  return `
Rejoin is ready: ${portal}

               open it to see a customer, an agent desk, and the events between them on one page
  gateways     ${gateways.join('  ')}
  desk         ${gateways[0] ?? ''}/desk/
  settings     ${config}/admin/
  sign in as   admin@demo, anna@demo, ben@demo, sam@demo        (password: rejoin-demo)
  see it work  npm run story    (in another terminal: customers disconnect and reconnect)
  stop         Ctrl-C           (the data is kept in .rejoin/)
`;
}
