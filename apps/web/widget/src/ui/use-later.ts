import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

export type Later = typeof import('./later');

const pause = 3_000;

/**
 * Returns the parts that are drawn rarely; undefined until they have loaded. When `wanted`, loading is tried until it
 * succeeds. Their style sheet is added to the shadow root of `root`.
 */
export function useLater(root: RefObject<HTMLElement | null>, wanted: boolean): Later | undefined {
  const [later, setLater] = useState<Later>();
  useEffect(() => {
    if (!wanted || later) return;
    let again: ReturnType<typeof setTimeout> | undefined;
    const fetchIt = (): void => {
      import('./later').then(setLater, () => (again = setTimeout(fetchIt, pause)));
    };
    fetchIt();
    return () => clearTimeout(again);
  }, [wanted, later]);
  useLayoutEffect(() => {
    const shadow = root.current?.getRootNode() as ShadowRoot | undefined;
    if (!later || !shadow) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(later.laterStyles);
    shadow.adoptedStyleSheets.push(sheet);
  }, [later]);
  return later;
}
