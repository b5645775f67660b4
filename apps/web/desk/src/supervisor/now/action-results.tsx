import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular, ErrorCircleFilled } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useFormats } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { tallyOf, type ResultItem, type Results } from '../view/results';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly results: Results;
  onDismiss(): void;
}

const useStyles = makeStyles({
  box: {
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorStatusSuccessBorder1}`,
    backgroundColor: tokens.colorStatusSuccessBackground1,
  },
  refused: {
    borderTopColor: tokens.colorStatusWarningBorder1,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { flexGrow: 1 },
  list: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '220px', overflowY: 'auto' },
  line: {
    display: 'flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXXS,
  },
  icon: { display: 'flex', fontSize: '18px', paddingTop: '1px', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

/** Shows the result for each conversation; a refusal is explained by its sentence. */
export function ActionResults({ results, onDismiss }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { number } = useFormats();
  const { done, refused, isPending } = tallyOf(results);
  const { action, items } = results;
  const title = words.results[action.type];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The action may have been started far below in a long list.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [action]);
  return (
    <div ref={box} role="status" className={mergeClasses(styles.box, refused > 0 && styles.refused)}>
      <div className={styles.head}>
        <Text weight="semibold" className={styles.title}>
          {isPending
            ? words.resultsGoing
            : `${title} ${words.resultsTally({ done: number(done), of: number(items.length) })}`}
        </Text>
        <Button
          size="small"
          appearance="transparent"
          aria-label={words.dismiss}
          icon={<DismissRegular />}
          onClick={onDismiss}
        />
      </div>
      <ul className={styles.list} tabIndex={items.length > 6 ? 0 : undefined} aria-label={title}>
        {items.map((item) => (
          <OneResult key={item.conversationId} item={item} action={action} />
        ))}
      </ul>
    </div>
  );
}

function OneResult({ item, action }: { item: ResultItem; action: Results['action'] }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const sentence = useSentence();
  const done = () =>
    action.type === 'hand-over' || action.type === 'assign'
      ? words.outcomes[action.type]({ name: action.toName })
      : words.outcomes[action.type];
  const texts = { pending: () => words.outcomes.going, done, refused: () => sentence(item.problem) };
  const icons = {
    pending: <Spinner size="extra-tiny" />,
    done: <CheckmarkCircleFilled className={styles.good} />,
    refused: <ErrorCircleFilled className={styles.bad} />,
  };
  return (
    <li className={styles.line}>
      <span className={styles.icon} aria-hidden="true">
        {icons[item.outcome]}
      </span>
      <Text>
        <Text weight="semibold">
          <bdi>{item.customerName ?? words.unknownCustomer}</bdi>
        </Text>
        : {texts[item.outcome]()}
      </Text>
    </li>
  );
}
