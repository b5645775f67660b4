import { ErrorCode, NatsError } from 'nats';

/** Error codes of JetStream's API, with their names in nats-server. */
export const jetStreamErrors = {
  /** JSClusterNotAvailErr: the servers of a cluster have no leader. */
  noLeader: 10008,
  /** JSConsumerNotFoundErr. A durable is a consumer. */
  noConsumer: 10014,
  /** JSNoMessageFoundErr. */
  noMessage: 10037,
  /** JSStreamNotFoundErr. */
  noStream: 10059,
} as const;

type JetStreamError = keyof typeof jetStreamErrors;

const noResponders: string = ErrorCode.NoResponders;

/** Returns a handler for `catch` that turns these errors of JetStream's API into undefined, and throws all others. */
export function undefinedIf(...names: readonly JetStreamError[]): (error: unknown) => undefined {
  const codes: readonly number[] = names.map((name) => jetStreamErrors[name]);
  return (error) => {
    if (error instanceof NatsError && codes.includes(error.api_error?.err_code ?? 0)) return undefined;
    throw error;
  };
}

/** Whether nobody listens to the subject of the request. */
export function hasNoResponder(error: unknown): boolean {
  return error instanceof NatsError && error.code === noResponders;
}

/** Whether a request to JetStream's API has failed because it is switched off: then nobody listens to its subjects. */
export function isJetStreamOff(error: unknown): boolean {
  return hasNoResponder(error);
}
