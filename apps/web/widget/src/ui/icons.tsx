import type { VNode } from 'preact';

const shapes = {
  chat: 'M8.6 19 3 21l1.9-5.5a8.5 8.5 0 1 1 3.7 3.5Z',
  down: 'm5 9 7 7 7-7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  send: 'M12 19V5m-6 6 6-6 6 6',
  clock: 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  save: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  end: 'M18 6 6 18M6 6l12 12',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2m4-2v6m-6 0h2',
  check: 'm5 13 4 4L19 7',
  lost: 'M3 3l18 18M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7m4.6.5a10 10 0 0 1 4.2 2.2M12 20h.01',
  alert: 'M12 8v5m0 3h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  devices: 'M3 5h13v9H3zM1 18h12M17 9h5v11h-5z',
};

export type IconName = keyof typeof shapes;

/** A drawing that says nothing to who does not see it: the words stand beside it. */
export function Icon({ of }: { of: IconName }): VNode {
  const weight = of === 'more' ? 3 : 1.8;
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={shapes[of]}
        fill="none"
        stroke="currentColor"
        stroke-width={weight}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
