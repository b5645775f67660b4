import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { ErrorCircleFilled } from '@fluentui/react-icons';
import { useAdminWords } from '../words/words';
import type { EditorTab } from './use-shown-tab';

const useStyles = makeStyles({
  tabs: {
    flexShrink: 0,
    overflowX: 'auto',
    marginBlockEnd: tokens.spacingVerticalL,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  mark: { color: tokens.colorPaletteRedForeground1 },
});

interface Props {
  readonly tabs: readonly EditorTab[];
  readonly shown: EditorTab | undefined;
  readonly wrong: readonly (string | undefined)[];
  onChoose(id: string): void;
}

/** The tabs of a form. A mark shows which of them have problems. */
export function EditorTabs({ tabs, shown, wrong, onChoose }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  return (
    <TabList
      className={styles.tabs}
      selectedValue={shown?.id}
      onTabSelect={(_, { value }) => {
        onChoose(String(value));
      }}
    >
      {tabs.map(({ id, label }) => (
        <Tab
          key={id}
          value={id}
          id={`tab-${id}`}
          aria-controls="editor-panel"
          {...(wrong.includes(id)
            ? { icon: <ErrorCircleFilled className={styles.mark} aria-label={words.editor.hasProblems} /> }
            : {})}
        >
          {label}
        </Tab>
      ))}
    </TabList>
  );
}
