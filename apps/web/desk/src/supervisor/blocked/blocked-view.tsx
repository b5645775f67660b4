import { Spinner } from '@fluentui/react-components';
import { PersonProhibitedRegular } from '@fluentui/react-icons';
import { useSentence } from '../../../../kit/sentence';
import { useBlockWords } from '../../blocks/words/words';
import { EmptyState } from '../../shell/empty-state';
import { Pager } from '../pager';
import { SectionCard } from '../section-card';
import { useSupervisorWords } from '../words/words';
import { BlockedItem } from './blocked-item';
import { useBlocks } from './use-blocks';

/** Shows the customers who are blocked, with who blocked them, until when, and why. */
export function BlockedView() {
  const words = useBlockWords();
  const { loading } = useSupervisorWords();
  const sentence = useSentence();
  const { pagePath, turn, polled } = useBlocks();
  const { data, problem, refresh } = polled;
  if (!data) {
    return problem ? (
      <EmptyState icon={<PersonProhibitedRegular />} level="h3" title={words.list} text={sentence(problem)} />
    ) : (
      <EmptyState icon={<Spinner size="large" />} level="h3" title={loading} text="" />
    );
  }
  return (
    <SectionCard title={words.list} text={words.listText}>
      {data.items.length === 0 ? (
        <EmptyState icon={<PersonProhibitedRegular />} level="h3" title={words.none} text={words.noneText} />
      ) : (
        <ul aria-label={words.list} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data.items.map((block) => (
            <BlockedItem key={block.blockId} block={block} onDone={refresh} />
          ))}
        </ul>
      )}
      <Pager pagePath={pagePath} next={data.nextCursor} onTurn={turn} />
    </SectionCard>
  );
}
