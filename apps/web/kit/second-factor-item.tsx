import { MenuItem } from '@fluentui/react-components';
import { lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import type { SecondFactorClient } from './second-factor-client';

const LazyDialog = lazy(() =>
  import('./second-factor-dialog').then(({ SecondFactorDialog }) => ({ default: SecondFactorDialog })),
);

/** Returns a menu item and the dialog that it opens. The dialog must be rendered outside the menu. */
export function useSecondFactor(
  client: SecondFactorClient,
  icon?: ReactElement,
): { item: ReactNode; dialog: ReactNode } {
  const words = useWords(kitWords);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return {
    item: (
      <MenuItem
        {...(icon ? { icon } : {})}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.secondFactor.title}
      </MenuItem>
    ),
    dialog: isOpen && (
      <Suspense fallback={null}>
        <LazyDialog client={client} onClose={close} />
      </Suspense>
    ),
  };
}
