import type { AgentClient, ChatClient, ChatEvents, Storage } from '@rejoin/client';
import type { AgentSettings } from '@rejoin/contracts';
import type { ConnectionCutter } from '@rejoin/servers';

/** The differences from the usual settings of an agent, and the gateway of the desk. */
export type AgentTerms = Partial<AgentSettings> & { gateway?: number; displayName?: string };

export interface Agent {
  readonly agentId: string;
  readonly desk: AgentClient;
  readonly cutter: ConnectionCutter;
  readonly token: string;
}

export interface CustomerTerms {
  /** The gateways to use when the first one is unreachable. */
  otherGateways?: readonly string[];
  gateway?: number;
  subject?: string;
  storage?: Storage;
  cutter?: ConnectionCutter;
}

export interface Customer {
  readonly chat: ChatClient;
  readonly cutter: ConnectionCutter;
  readonly storage: Storage;
  readonly tooLate: ChatEvents['too-late'][];
  readonly reconnected: ChatEvents['reconnected'][];
}

export interface Served extends Customer {
  readonly conversationId: string;
}

/**
 * Short times for detection and retries, so that journeys are short. With the usual jitter a customer would
 * wait for up to half a minute after a long cut.
 */
export const quick = {
  patience: { idleMs: 3_000, answerMs: 5_000, probeMs: 1_000 },
  random: () => Math.random() / 20,
};

/** The storage that a browser keeps through a reload. */
export function memory(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

export const texts = (entries: readonly { kind: string; text: string | null }[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'message' && entry.text !== null ? [entry.text] : []));
