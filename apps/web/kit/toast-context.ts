import { createContext, useContext } from 'react';
import type { ToastItem } from './toast-list';

/** The state that components which render toasts need. */
export interface ToastState {
  readonly list: readonly ToastItem[];
  readonly hasRegion: boolean;
  /** The person reads the toasts, so none is dismissed automatically. */
  pause(is: boolean): void;
  dismiss(keys: readonly string[]): void;
  /** Registers a region of the page that renders the toasts, until the returned function is called. */
  addRegion(): () => void;
}

export const ToastStateContext = createContext<ToastState | undefined>(undefined);

export function useToastState(): ToastState {
  const state = useContext(ToastStateContext);
  if (!state) throw new Error('there is no ToastsProvider');
  return state;
}
