import type { SecondFactor } from '@rejoin/contracts';

/**
 * The HTTP requests for the second factor of the signed-in person. Each method rejects with the refusal of the
 * server.
 */
export interface SecondFactorClient {
  read(): Promise<SecondFactor>;
  start(password: string): Promise<SecondFactor>;
  confirm(code: string): Promise<SecondFactor>;
  remove(password: string, code: string): Promise<SecondFactor>;
}

type SendRequest = (path: string, body?: object) => Promise<SecondFactor>;

/**
 * Creates the client of `/v1/me/second-factor`, which the gateway and config both serve. `send` sends a GET request
 * when there is no body.
 */
export function createSecondFactorClient(send: SendRequest): SecondFactorClient {
  const path = '/v1/me/second-factor';
  return {
    read: () => send(path),
    start: (password) => send(path, { password }),
    confirm: (code) => send(`${path}/confirm`, { code }),
    remove: (password, code) => send(`${path}/remove`, { password, code }),
  };
}
