import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Editor } from '../form/use-editor';

export interface EditorTab {
  readonly id: string;
  readonly label: string;
  /** The fields on this tab, by the prefixes of their JSON pointers. */
  readonly fields?: readonly string[];
  readonly content: ReactNode;
}

interface ShownTab {
  readonly shown: EditorTab | undefined;
  /** The tabs with a field that shows a problem, in the order of the problems. */
  readonly wrongTabs: readonly (string | undefined)[];
  /** The element that contains the fields. */
  readonly panel: RefObject<HTMLDivElement | null>;
  choose(id: string): void;
  /** After an attempt to save: moves the focus to the first problem, on another tab if this one has none. */
  showProblem(): void;
}

/** The tab of a form that a person sees. */
export function useShownTab<Draft>(editor: Editor<Draft>, tabs: readonly EditorTab[]): ShownTab {
  const [chosen, setChosen] = useState(tabs[0]?.id ?? '');
  const panel = useRef<HTMLDivElement>(null);
  const [attempts, setAttempts] = useState(0);
  const tabOf = (field: string) =>
    tabs.find(({ fields = [] }) => fields.some((one) => field.startsWith(one)))?.id;
  const wrongTabs = editor.wrong.map(tabOf);
  useEffect(() => {
    if (attempts === 0 || editor.wrong.length === 0) return;
    const [first] = wrongTabs;
    if (first !== undefined && !wrongTabs.includes(chosen)) setChosen(first);
    const frame = requestAnimationFrame(() => {
      panel.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    });
    return () => {
      cancelAnimationFrame(frame);
    };
    // Runs once per attempt to save, when its outcome is known.
  }, [attempts, editor.isSaving]);
  return {
    shown: tabs.find(({ id }) => id === chosen) ?? tabs[0],
    wrongTabs,
    panel,
    choose: setChosen,
    showProblem: () => {
      setAttempts((count) => count + 1);
    },
  };
}
