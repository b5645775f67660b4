import type { AgentFrame, AgentRequest, CustomerFrame, CustomerRequest } from '@rejoin/contracts';
import type { Refusal } from './refusal';

/** `over`: nothing is tried any more; `refusal` says why, null when this side ended it. */
export type ConnectionStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'waiting'; readonly retryInMs: number }
  | { readonly phase: 'superseded' }
  | { readonly phase: 'over'; readonly refusal: Refusal | null };

export type Request = CustomerRequest | AgentRequest;
export type Frame = CustomerFrame | AgentFrame;

/** The other side of a `Connection`: what to say first, and who hears the rest. */
export interface Speaker<Q extends Request, F extends Frame> {
  /** The first frame of each new socket. Its answer, unless a refusal, makes the connection live. */
  hello(): Q | Promise<Q>;
  heard(frame: F): void;
  changed(status: ConnectionStatus): void;
  /** An attempt to connect has failed, or takes long. */
  unreached?(): void;
  /** Until it is too late to come back; null or absent where nothing ends. */
  readonly secondsLeft?: number | null;
}
