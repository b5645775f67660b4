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
import { hashOf, queryIn, routeOf, type Route } from './route';

type Ask = (leave: () => void) => void;

interface Navigation {
  readonly route: Route;
  /** What the address has behind `?`: the state of the list on the page. */
  readonly query: string;
  /** Changes the query without a new entry in the history of the browser. */
  setQuery(query: string): void;
  go(route: Route): void;
  /** Asks as before leaving the page, and then calls `leave`. */
  ask(leave: () => void): void;
  /** Leaves without asking, because the changes are saved or discarded. */
  leaveFor(route: Route): void;
  /** Calls `ask` before the person leaves, with a function that continues. Returns a function that removes it. */
  guard(ask: Ask): () => void;
}

const NavigationContext = createContext<Navigation | undefined>(undefined);

/** Keeps the route and the address in step. Asks before the person leaves a form with unsaved changes. */
export function NavigationProvider({ children }: { children: ReactNode }) {
  const [hash, setHash] = useState(location.hash);
  const guards = useRef<readonly Ask[]>([]);
  const shown = useRef(location.hash);

  const show = useCallback((next: string) => {
    shown.current = next;
    setHash(next);
  }, []);
  useEffect(() => {
    const moved = () => {
      if (location.hash === shown.current) return;
      const wanted = location.hash;
      const ask = guards.current.at(-1);
      if (!ask) {
        show(wanted);
        return;
      }
      history.replaceState(null, '', shown.current === '' ? '#/' : shown.current);
      ask(() => {
        history.replaceState(null, '', wanted);
        show(wanted);
      });
    };
    addEventListener('hashchange', moved);
    return () => {
      removeEventListener('hashchange', moved);
    };
  }, [show]);

  const navigation = useMemo(
    () => ({
      route: routeOf(hash),
      query: queryIn(hash),
      setQuery: (query: string) => {
        const next = `${hashOf(routeOf(shown.current))}${query === '' ? '' : `?${query}`}`;
        history.replaceState(null, '', next);
        show(next);
      },
      go: (route: Route) => {
        location.hash = hashOf(route);
      },
      ask: (leave: () => void) => {
        const ask = guards.current.at(-1);
        if (ask) ask(leave);
        else leave();
      },
      leaveFor: (route: Route) => {
        history.pushState(null, '', hashOf(route));
        show(hashOf(route));
      },
      guard: (ask: Ask) => {
        guards.current = [...guards.current, ask];
        return () => {
          guards.current = guards.current.filter((one) => one !== ask);
        };
      },
    }),
    [hash, show],
  );
  return <NavigationContext.Provider value={navigation}>{children}</NavigationContext.Provider>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('there is no NavigationProvider');
  return navigation;
}
