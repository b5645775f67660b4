import { createContext, useContext } from 'react';
import type { ToastItem } from './toast-list';

/** What the places that show toasts need. */
export interface ToastsShown {
  readonly list: readonly ToastItem[];
  readonly hasPlace: boolean;
  /** Somebody reads: nothing goes by itself meanwhile. */
  pause(is: boolean): void;
  dismiss(keys: readonly string[]): void;
  /** A place in the page takes the toasts, until the returned function is called. */
  takePlace(): () => void;
}

export const ShownContext = createContext<ToastsShown | undefined>(undefined);

export function useShownToasts(): ToastsShown {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error('there is no ToastsProvider');
  return shown;
}
