import { PersonProhibitedRegular } from '@fluentui/react-icons';
import { useBlockWords } from '../../blocks/words/words';
import { EmptyState } from '../../shell/empty-state';
import { Pager } from '../pager';
import { PolledRegion } from '../polled-region';
import { SectionCard } from '../section-card';
import { BlockedItem } from './blocked-item';
import { useBlocks } from './use-blocks';

/** Shows the customers who are blocked, with who blocked them, until when, and why. */
export function BlockedView() {
  const words = useBlockWords();
  const { pagePath, turn, polled } = useBlocks();
  return (
    <PolledRegion title={words.list} polled={polled}>
      {({ items, nextCursor }) => (
        <SectionCard title={words.list} text={words.listText}>
          {items.length === 0 ? (
            <EmptyState
              icon={<PersonProhibitedRegular />}
              level="h3"
              title={words.none}
              text={words.noneText}
            />
          ) : (
            <ul aria-label={words.list} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
              {items.map((block) => (
                <BlockedItem key={block.blockId} block={block} onDone={polled.refresh} />
              ))}
            </ul>
          )}
          <Pager pagePath={pagePath} next={nextCursor} onTurn={turn} />
        </SectionCard>
      )}
    </PolledRegion>
  );
}
