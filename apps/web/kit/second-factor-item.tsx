import { MenuItem } from '@fluentui/react-components';
import { lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import type { SecondFactorDoor } from './second-factor-door';

const LazyDialog = lazy(() =>
  import('./second-factor-dialog').then(({ SecondFactorDialog }) => ({ default: SecondFactorDialog })),
);

/** An item of an account menu and the dialog that it opens, which stands outside the menu. */
export function useSecondFactor(
  door: SecondFactorDoor,
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
        <LazyDialog door={door} onClose={close} />
      </Suspense>
    ),
  };
}
