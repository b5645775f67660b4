import { Caption1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { forcedChosen } from '../../../kit/forced-colours';
import { useFormats } from '../../../kit/language';
import { hashOf } from '../view/route';
import { partsOf } from '../view/slug';
import { useHistoryWords } from './words/words';
import { useDeskWords } from '../words/words';
import type { PastConversation } from './use-pages';

interface Props {
  readonly past: PastConversation;
  readonly isSelected?: boolean;
  /** Whether the customer is known from the context, so that the name would only be repeated. */
  readonly isOfCustomer?: boolean;
}

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: 'inherit',
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    ...forcedChosen,
  },
  row: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS, minWidth: 0 },
  // Beside the details of a customer there is too little room for both.
  wraps: { flexWrap: 'wrap' },
  text: {
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { flexShrink: 0 },
});

/** Renders a closed conversation in a list, as a link that opens it: who, when, how it ended, and the first words. */
export function PastItem({ past, isSelected = false, isOfCustomer = false }: Props) {
  const styles = useStyles();
  const words = useHistoryWords();
  const { unknownCustomer, link, noMessages } = useDeskWords();
  const { dateTime } = useFormats();
  const { conversationId, customerName, agent, closedAt, workstreamName } = past;
  const first = past.firstWords === null ? null : partsOf(past.firstWords).map((part) => part ?? `[${link}]`);
  const outcome = outcomeOf(past, words);
  return (
    <li>
      <a
        href={hashOf({ page: 'history', conversationId })}
        className={mergeClasses(styles.item, isSelected && styles.selected)}
        aria-current={isSelected ? 'true' : undefined}
      >
        <span className={mergeClasses(styles.row, isOfCustomer && styles.wraps)}>
          <Text weight="semibold" className={styles.text}>
            {isOfCustomer ? outcome : <bdi>{customerName ?? unknownCustomer}</bdi>}
          </Text>
          <Caption1 className={mergeClasses(styles.quiet, styles.time)}>{dateTime(closedAt)}</Caption1>
        </span>
        <Caption1 className={mergeClasses(styles.text, styles.quiet)}>
          {first === null ? noMessages : <bdi>{first.join('')}</bdi>}
        </Caption1>
        <Caption1 className={mergeClasses(styles.text, styles.quiet)}>
          {!isOfCustomer && <>{outcome} · </>}
          <bdi>{agent?.name ?? words.noAgent}</bdi> · <bdi>{workstreamName}</bdi>
        </Caption1>
      </a>
    </li>
  );
}

/** Returns how the conversation ended. A newer service may send an outcome that this version does not know. */
export function outcomeOf({ outcome }: PastConversation, words: ReturnType<typeof useHistoryWords>): string {
  const known = words.outcomes as Partial<typeof words.outcomes>;
  return (outcome === null ? undefined : known[outcome]) ?? words.unknownOutcome;
}
