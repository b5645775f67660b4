import type { NatsError } from 'nats';

const limits =
  'Raise the limits of JetStream in the configuration of nats-server, or make room on its disk; then restart it.';
const copies =
  'Start the servers of the cluster that are gone, or set NATS_STREAM_REPLICAS to at most the number of servers.';
const switchedOff =
  'Switch JetStream on for the account of the services: run provision, and let NATS read its configuration.';
export const smallPayload = 'Set max_payload of nats-server to 1MB, its default, or more.';

/** By the error codes of JetStream's API and of the client. */
const byCode: Readonly<Record<number | string, string>> = {
  // Limits of the account or of the server, and the number of streams.
  10002: limits,
  10023: limits,
  10026: limits,
  10027: limits,
  10028: limits,
  10047: limits,
  10077: limits,
  // No suitable peers, and copies without a cluster.
  10005: copies,
  10074: copies,
  10065:
    'Delete the other stream that has these subjects, or give the services a NATS account of their own: run provision.',
  10039: switchedOff,
  10076: switchedOff,
  // Without JetStream nobody listens to its subjects.
  '503': switchedOff,
  MAX_PAYLOAD_EXCEEDED: smallPayload,
};

/** Says what to do when the stream of a service takes no facts. Nothing is lost, because facts wait in Postgres. */
export function streamRemedy(error: unknown): string {
  const { code, api_error: refusal } = error as Partial<NatsError>;
  const known = byCode[refusal?.err_code ?? 0] ?? byCode[code ?? ''];
  return known ?? 'Look at the log of nats-server, and run rejoin doctor.';
}
