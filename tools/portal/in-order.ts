import type { Envelope } from '@rejoin/contracts';

/** The rule of docs/integrators.md: of one family and subject, versions follow each other without gaps. */
export class InOrder {
  private readonly applied = new Map<string, number>();

  /** Whether a fact is the next one, has overtaken its predecessor, or has been there. Who is `next` counts as applied. */
  turnOf({ family, subject, version }: Envelope): 'next' | 'too-early' | 'known' {
    const name = `${family}/${subject}`;
    // A reader that begins in the middle of a story takes what it is told first.
    const next = (this.applied.get(name) ?? version - 1) + 1;
    if (version > next) return 'too-early';
    if (version < next) return 'known';
    this.applied.set(name, version);
    return 'next';
  }
}
