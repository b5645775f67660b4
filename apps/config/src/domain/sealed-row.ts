/** A row with an encrypted secret. */
export interface SealedRow {
  /** The values of the primary key. */
  readonly id: readonly string[];
  /** The account or webhook for which the secret is encrypted. */
  readonly owner: string;
  readonly sealed: string;
}
