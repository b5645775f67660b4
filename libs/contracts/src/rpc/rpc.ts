import { z } from 'zod';
import type { ServiceName } from '../facts/family';

/** A request to a service over NATS that waits for a reply. A refusal is a reply too: `{ refused: name }`. */
export interface Rpc<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly verb: string;
  readonly request: Request;
  readonly reply: Reply;
}

export function rpc<Request extends z.ZodType, Reply extends z.ZodType>(
  service: ServiceName,
  verb: string,
  request: Request,
  reply: Reply,
): Rpc<Request, Reply> {
  return { service, verb, request, reply };
}

/** The subject of a request. No stream stores it. */
export function rpcSubject(asked: Pick<Rpc, 'service' | 'verb'>): string {
  return `rejoin.rpc.${asked.service}.${asked.verb}`;
}

/** The request or the reply has no fields. */
export const Nothing = z.object({});
