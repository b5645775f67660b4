import {
  longestWindowSeconds,
  type Party,
  type Way,
  type WindowKind,
  type WindowTerms,
} from '@rejoin/contracts';
import { isDue, millis, plusSeconds, type Instant } from '@rejoin/kernel';

/** How a window ended. It ends exactly once. Windows of older releases have no way and no party. */
export type WindowOutcome =
  | {
      readonly is: 'reconnected';
      readonly claim: string;
      readonly nextEpoch: number;
      readonly way: Way | null;
      /** When the return was requested. Set only when the decision came after the deadline. */
      readonly askedAt: Instant | null;
      readonly at: Instant;
    }
  | { readonly is: 'expired'; readonly at: Instant }
  | { readonly is: 'ended'; readonly by: Party | null; readonly at: Instant };

/** The time in which the customer who disconnected in `epoch` can return. The window is open while `outcome` is null. */
export interface Window {
  readonly epoch: number;
  /** The workstream whose figures count the window. Null in windows of older releases, which no figures count. */
  readonly workstreamId: string | null;
  readonly kind: WindowKind;
  readonly lostAt: Instant;
  readonly deadlineAt: Instant;
  readonly limitSeconds: number;
  readonly extensionsLeft: number;
  readonly extensionSeconds: number;
  /** The requests that extended the window, so that the same request extends it once. */
  readonly extendedBy: readonly string[];
  readonly outcome: WindowOutcome | null;
}

export type OpenWindow = Window & { readonly outcome: null };

/** Converts the terms of a disconnect to the fields of the window. */
export function termsOf(terms: WindowTerms) {
  return {
    kind: terms.kind,
    lostAt: terms.lostAt,
    deadlineAt: terms.deadlineAt,
    limitSeconds: terms.limitSeconds,
    extensionsLeft: terms.extension.times,
    extensionSeconds: terms.extension.seconds,
  };
}

export function isOpen(window: Window | null): window is OpenWindow {
  return window !== null && window.outcome === null;
}

/**
 * Whether the window is open although its deadline has passed at `now`. An outage may still move the deadline, and a return
 * that was requested before the deadline is still accepted.
 */
export function isOverdue(window: Window | null, now: Instant): window is OpenWindow {
  return isOpen(window) && isDue(window.deadlineAt, now);
}

/** Whether the absence of this epoch has ended. An absence that is not known yet has not ended. */
export function isOver(window: Window | null, epoch: number): boolean {
  if (window === null || window.epoch < epoch) return false;
  return window.epoch > epoch || window.outcome !== null;
}

/** Returns by how many whole seconds one more extension moves the deadline. Zero means that none is left. */
export function extensionOf(window: Window): number {
  if (window.extensionsLeft === 0) return 0;
  const latest = millis(plusSeconds(window.lostAt, longestWindowSeconds));
  const remaining = Math.floor((latest - millis(window.deadlineAt)) / 1000);
  return Math.max(0, Math.min(window.extensionSeconds, remaining));
}
