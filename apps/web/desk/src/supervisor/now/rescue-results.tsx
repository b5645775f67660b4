import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular, ErrorCircleFilled } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useFormats } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { tallyOf, type ResultLine, type Results } from '../view/results';
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

/** What became of it, a line for each conversation; a refusal says what helps. */
export function RescueResults({ results, onDismiss }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { number } = useFormats();
  const { done, refused, isGoing } = tallyOf(results);
  const { deed, lines } = results;
  const title = words.results[deed.type];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was asked for far down a long list is answered above it.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [deed]);
  return (
    <div ref={box} role="status" className={mergeClasses(styles.box, refused > 0 && styles.refused)}>
      <div className={styles.head}>
        <Text weight="semibold" className={styles.title}>
          {isGoing
            ? words.resultsGoing
            : `${title} ${words.resultsTally(number(done), number(lines.length))}`}
        </Text>
        <Button
          size="small"
          appearance="transparent"
          aria-label={words.dismiss}
          icon={<DismissRegular />}
          onClick={onDismiss}
        />
      </div>
      <ul className={styles.list} tabIndex={lines.length > 6 ? 0 : undefined} aria-label={title}>
        {lines.map((line) => (
          <OneResult key={line.conversationId} line={line} deed={deed} />
        ))}
      </ul>
    </div>
  );
}

function OneResult({ line, deed }: { line: ResultLine; deed: Results['deed'] }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const sentence = useSentence();
  const done = () =>
    deed.type === 'hand-over' ? words.outcomes['hand-over'](deed.toName) : words.outcomes[deed.type];
  const texts = { going: () => words.outcomes.going, done, refused: () => sentence(line.problem) };
  const icons = {
    going: <Spinner size="extra-tiny" />,
    done: <CheckmarkCircleFilled className={styles.good} />,
    refused: <ErrorCircleFilled className={styles.bad} />,
  };
  return (
    <li className={styles.line}>
      <span className={styles.icon} aria-hidden="true">
        {icons[line.outcome]}
      </span>
      <Text>
        <Text weight="semibold">
          <bdi>{line.customerName ?? words.unknownCustomer}</bdi>
        </Text>
        : {texts[line.outcome]()}
      </Text>
    </li>
  );
}
