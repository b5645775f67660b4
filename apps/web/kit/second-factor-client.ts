import type { SecondFactor } from '@rejoin/contracts';
import { paths } from './paths';

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
  const { read, start, confirm, remove } = paths.secondFactor;
  return {
    read: () => send(read),
    start: (password) => send(start, { password }),
    confirm: (code) => send(confirm, { code }),
    remove: (password, code) => send(remove, { password, code }),
  };
}
