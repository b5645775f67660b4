import type { AgentFrame, AgentRequest, CustomerFrame, CustomerRequest } from '@rejoin/contracts';
import type { Refusal } from './refusal';

/** `over`: the client does not try again. `refusal` is the reason, or null when this side closed the connection. */
export type ConnectionStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'waiting'; readonly retryInMs: number }
  | { readonly phase: 'superseded' }
  | { readonly phase: 'over'; readonly refusal: Refusal | null };

export type Request = CustomerRequest | AgentRequest;
export type Frame = CustomerFrame | AgentFrame;

/** The owner of a `Connection`: it makes the first frame and receives all others. */
export interface Speaker<Q extends Request, F extends Frame> {
  /** Returns the first frame for each new socket. Its answer, unless a refusal, makes the connection live. */
  hello(): Q | Promise<Q>;
  heard(frame: F): void;
  changed(status: ConnectionStatus): void;
  /** Called when an attempt to connect has failed or takes long. */
  unreached?(): void;
  /** Seconds until it is too late to reconnect; null or absent where there is no such deadline. */
  readonly secondsLeft?: number | null;
}
