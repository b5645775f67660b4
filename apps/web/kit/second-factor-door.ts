import type { SecondFactor } from '@rejoin/contracts';

/** How a page asks the server about the second factor of who is signed in. Everything rejects with the refusal. */
export interface SecondFactorDoor {
  read(): Promise<SecondFactor>;
  start(password: string): Promise<SecondFactor>;
  confirm(code: string): Promise<SecondFactor>;
  remove(password: string, code: string): Promise<SecondFactor>;
}

type Ask = (path: string, body?: object) => Promise<SecondFactor>;

/** The door behind `/v1/me/second-factor`, which gateways and config have alike. `ask` reads where there is no body. */
export function secondFactorDoor(ask: Ask): SecondFactorDoor {
  const path = '/v1/me/second-factor';
  return {
    read: () => ask(path),
    start: (password) => ask(path, { password }),
    confirm: (code) => ask(`${path}/confirm`, { code }),
    remove: (password, code) => ask(`${path}/remove`, { password, code }),
  };
}
