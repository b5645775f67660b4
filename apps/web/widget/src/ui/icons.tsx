import type { VNode } from 'preact';

export const chatIcon = 'M8.6 19 3 21l1.9-5.5a8.5 8.5 0 1 1 3.7 3.5Z';
export const downIcon = 'm5 9 7 7 7-7';
export const sendIcon = 'M12 19V5m-6 6 6-6 6 6';

/** A decorative drawing that screen readers ignore, because there is text beside it. `of`: its path. */
export function Icon({ of, weight = 1.8 }: { of: string; weight?: number }): VNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={of}
        fill="none"
        stroke="currentColor"
        stroke-width={weight}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
