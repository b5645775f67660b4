import type { FactData } from './fact-data';

export type FactName = keyof FactData;

/** A CloudEvents 1.0 message with the data of one kind of fact. */
export interface FactOf<Name extends FactName> {
  readonly specversion: '1.0';
  /** Unique for the fact; the same in every repetition. */
  readonly id: string;
  readonly source: string;
  readonly type: `rejoin.v1.${Name}`;
  /** The id of the conversation, agent or setting that the fact is about. */
  readonly subject: string;
  /** When the fact was recorded: an instant (ISO 8601, UTC). */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly org: string;
  readonly family: string;
  /** The number of the fact in its aggregate: 1, 2, 3, ... without gaps. */
  readonly version: number;
  /** The last version of each kind of fact before this one. */
  readonly previous?: string;
  /**
   * The history of the producer's database. After a restore from a backup it is another one, and the versions above those of
   * the backup are then other facts.
   */
  readonly timeline?: string;
  readonly traceparent?: string;
  readonly data: FactData[Name];
}

/** Any fact that this release knows; `type` is its kind. A newer system publishes further types, which you ignore. */
export type Fact = { [Name in FactName]: FactOf<Name> }[FactName];

/** The name of a fact's aggregate, `family/subject`, such as `session/0199…`. Facts of one aggregate are in order. */
export function aggregateOf({ family, subject }: Pick<Fact, 'family' | 'subject'>): string {
  return `${family}/${subject}`;
}

/**
 * Reads the fact in a message; undefined when the message is no fact. The data are not checked again, because the
 * producer has checked them.
 */
export function readFact(message: Uint8Array): Fact | undefined {
  try {
    const fact = JSON.parse(new TextDecoder().decode(message)) as Partial<Fact> | null;
    const isFact =
      typeof fact?.type === 'string' &&
      typeof fact.family === 'string' &&
      typeof fact.subject === 'string' &&
      Number.isSafeInteger(fact.version) &&
      typeof fact.data === 'object';
    return isFact ? (fact as Fact) : undefined;
  } catch {
    return undefined;
  }
}
