import type { Party, Way, WindowKind, WindowTerms } from '@rejoin/contracts';
import { isDue, millis, plusSeconds, type Instant } from '@rejoin/kernel';

/** How a window ended. It ends once, in exactly one of these ways. Windows of older releases name no way or party. */
export type WindowOutcome =
  | {
      readonly is: 'reconnected';
      readonly claim: string;
      readonly nextEpoch: number;
      readonly way: Way | null;
      /** When it was asked, of a return that was decided after the deadline. */
      readonly askedAt: Instant | null;
      readonly at: Instant;
    }
  | { readonly is: 'expired'; readonly at: Instant }
  | { readonly is: 'ended'; readonly by: Party | null; readonly at: Instant };

/** The time in which the customer who was lost in `epoch` can come back. Open while `outcome` is null. */
export interface Window {
  readonly epoch: number;
  /** Whose figures it belongs to; null in windows of older releases, which belong to none. */
  readonly workstreamId: string | null;
  readonly kind: WindowKind;
  readonly lostAt: Instant;
  readonly deadlineAt: Instant;
  readonly limitSeconds: number;
  readonly extensionsLeft: number;
  readonly extensionSeconds: number;
  /** The requests that extended it, so that the same request extends once. At most as many as were allowed. */
  readonly extendedBy: readonly string[];
  readonly outcome: WindowOutcome | null;
}

export type OpenWindow = Window & { readonly outcome: null };

/** However often it is extended, a window lasts no longer than this after the customer was lost. */
const longestSeconds = 86_400;

/** The terms that a disconnect carries, as the window states them. */
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

/** Open, and its deadline has come: nothing but its expiry can be decided any more. */
export function isOverdue(window: Window | null, now: Instant): window is OpenWindow {
  return isOpen(window) && isDue(window.deadlineAt, now);
}

/** Whether the absence of this epoch has ended. One that nobody has told of yet has not. */
export function isOver(window: Window | null, epoch: number): boolean {
  if (window === null || window.epoch < epoch) return false;
  return window.epoch > epoch || window.outcome !== null;
}

/** By how many whole seconds one more extension would move the deadline; 0 when none is left. */
export function extensionOf(window: Window): number {
  if (window.extensionsLeft === 0) return 0;
  const latest = millis(plusSeconds(window.lostAt, longestSeconds));
  const room = Math.floor((latest - millis(window.deadlineAt)) / 1000);
  return Math.max(0, Math.min(window.extensionSeconds, room));
}
