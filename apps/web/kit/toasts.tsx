import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
  type ToastIntent,
} from '@fluentui/react-components';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useSentence } from './sentence';

export interface Told {
  readonly title: string;
  readonly body?: string;
  readonly action?: { readonly label: string; act(): void };
}

interface Toasts {
  tell(told: Told): void;
  succeeded(title: string): void;
  /** Says what went wrong, and what helps: a refusal by its name, anything else in general. */
  failed(error: unknown, title?: string): void;
}

const ToastsContext = createContext<Toasts | undefined>(undefined);

export function ToastsProvider({ children }: { children: ReactNode }) {
  const toasterId = useId('toasts');
  const { dispatchToast } = useToastController(toasterId);
  const sentence = useSentence();
  const toasts = useMemo(() => {
    const show = (intent: ToastIntent, told: Told) => {
      dispatchToast(<OneToast {...told} />, { intent, timeout: intent === 'error' ? 10_000 : 5_000 });
    };
    return {
      tell: (told: Told) => {
        show('info', told);
      },
      succeeded: (title: string) => {
        show('success', { title });
      },
      failed: (error: unknown, title?: string) => {
        const body = sentence(error);
        show('error', title === undefined ? { title: body } : { title, body });
      },
    };
  }, [dispatchToast, sentence]);
  return (
    <ToastsContext.Provider value={toasts}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" pauseOnHover limit={4} />
    </ToastsContext.Provider>
  );
}

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('there is no ToastsProvider');
  return toasts;
}

function OneToast({ title, body, action }: Told) {
  return (
    <Toast>
      <ToastTitle>{title}</ToastTitle>
      {body !== undefined && <ToastBody>{body}</ToastBody>}
      {action && (
        <ToastFooter>
          <ToastTrigger>
            <Link as="button" onClick={action.act}>
              {action.label}
            </Link>
          </ToastTrigger>
        </ToastFooter>
      )}
    </Toast>
  );
}
