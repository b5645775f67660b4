import type { RunningSystem } from '@rejoin/servers';

/** The last words of a start: where it is, and what a newcomer does next. */
export function whatToTry({ url, gateways, config }: RunningSystem): string {
  return `
Rejoin is ready: ${url}

  gateways     ${gateways.join('  ')}
  settings     ${config}
  sign in as   admin@demo, anna@demo, ben@demo, sam@demo        (password: rejoin-demo)
  see it work  npm run story    (in another terminal: customers drop and come back)
  stop         Ctrl-C           (the data stay in .rejoin/)
`;
}
