import { Button } from '@fluentui/react-components';
import { TabDesktopMultipleRegular } from '@fluentui/react-icons';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { EmptyState } from './empty-state';

/** Shown when another tab uses the desk. This tab is then not connected. */
export function OtherTabPage() {
  const words = useDeskWords();
  const desk = useDesk();
  return (
    <main style={{ height: '100%' }}>
      <EmptyState
        icon={<TabDesktopMultipleRegular />}
        level="h1"
        title={words.elsewhereTitle}
        text={words.elsewhereText}
        action={
          <Button
            appearance="primary"
            onClick={() => {
              desk.useHere();
            }}
          >
            {words.useHere}
          </Button>
        }
      />
    </main>
  );
}
