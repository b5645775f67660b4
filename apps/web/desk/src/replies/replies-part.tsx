import { lazy, Suspense } from 'react';

/** The dialog is a chunk of its own, because it is rarely opened. */
const LazyDialog = lazy(async () => ({ default: (await import('./replies-dialog')).RepliesDialog }));

export function RepliesPart({ onClose }: { onClose(): void }) {
  return (
    <Suspense fallback={null}>
      <LazyDialog onClose={onClose} />
    </Suspense>
  );
}
