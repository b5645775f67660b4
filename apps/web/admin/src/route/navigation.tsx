import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useAdminWords } from '../words/words';
import { hashOf, routeOf, type Route } from './route';

interface Navigation {
  readonly route: Route;
  go(route: Route): void;
  /** Goes without a question: what there was to lose is saved, or was given up. */
  leaveFor(route: Route): void;
  /** While set, leaving asks first. Gives the way to lift it. */
  guard(): () => void;
}

const NavigationContext = createContext<Navigation | undefined>(undefined);

/** Follows the address; while a form has unsaved changes, leaving it is asked about first. */
export function NavigationProvider({ children }: { children: ReactNode }) {
  const words = useAdminWords();
  const [hash, setHash] = useState(location.hash);
  const [wanted, setWanted] = useState<string>();
  const guards = useRef(0);
  const shown = useRef(location.hash);

  const show = useCallback((next: string) => {
    shown.current = next;
    setHash(next);
  }, []);
  useEffect(() => {
    const moved = () => {
      if (location.hash === shown.current) return;
      if (guards.current === 0) {
        show(location.hash);
        return;
      }
      setWanted(location.hash);
      history.replaceState(null, '', shown.current === '' ? '#/' : shown.current);
    };
    addEventListener('hashchange', moved);
    return () => {
      removeEventListener('hashchange', moved);
    };
  }, [show]);

  const navigation = useMemo(
    () => ({
      route: routeOf(hash),
      go: (route: Route) => {
        location.hash = hashOf(route);
      },
      leaveFor: (route: Route) => {
        history.pushState(null, '', hashOf(route));
        show(hashOf(route));
      },
      guard: () => {
        guards.current += 1;
        return () => {
          guards.current -= 1;
        };
      },
    }),
    [hash, show],
  );
  return (
    <NavigationContext.Provider value={navigation}>
      {children}
      <ConfirmDialog
        isOpen={wanted !== undefined}
        title={words.editor.discard}
        action={words.editor.discardAction}
        onClose={() => {
          setWanted(undefined);
        }}
        onConfirm={() => {
          if (wanted === undefined) return;
          history.replaceState(null, '', wanted);
          show(wanted);
        }}
      >
        {words.editor.discardBody}
      </ConfirmDialog>
    </NavigationContext.Provider>
  );
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('there is no NavigationProvider');
  return navigation;
}

/** Leaving the place, or the page, asks first while there is something to lose. */
export function useLeaveGuard(isDirty: boolean): void {
  const { guard } = useNavigation();
  useEffect(() => {
    if (!isDirty) return;
    const lift = guard();
    const leaving = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    addEventListener('beforeunload', leaving);
    return () => {
      lift();
      removeEventListener('beforeunload', leaving);
    };
  }, [isDirty, guard]);
}
