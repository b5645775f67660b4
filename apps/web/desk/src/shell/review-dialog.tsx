import { Button, Caption1, DialogTrigger, Link, makeStyles, tokens } from '@fluentui/react-components';
import { DialogFrame } from '../../../kit/dialog-frame';
import { kitWords } from '../../../kit/kit-words';
import { useFormats, useWords } from '../../../kit/language';
import { useDesk } from '../desk/use-desk';
import { goToChat } from '../desk/use-route';
import type { Notice } from '../view/notices';
import { useListWords } from '../words/use-list-words';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '50vh', overflowY: 'auto' },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere', textAlign: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Lists the conversations of the missed events, with a link to each. */
export function ReviewDialog({ notices, onClose }: { notices: readonly Notice[]; onClose(): void }) {
  const styles = useStyles();
  const words = useDeskWords();
  const list = useListWords();
  const { close } = useWords(kitWords);
  const formats = useFormats();
  const desk = useDesk();
  return (
    <DialogFrame
      title={list.reviewTitle}
      onClose={onClose}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{close}</Button>
          </DialogTrigger>
          <Button
            appearance="primary"
            onClick={() => {
              desk.dismiss(notices.map(({ id }) => id));
              onClose();
            }}
          >
            {list.dismissAll}
          </Button>
        </>
      }
    >
      <ul className={styles.list} tabIndex={0} aria-label={list.reviewTitle}>
        {notices.map((notice) => (
          <li key={notice.id} className={styles.item}>
            {notice.kind === 'expired' ? (
              <Link
                as="button"
                className={styles.name}
                onClick={() => {
                  goToChat(notice.conversationId);
                  desk.dismiss([notice.id]);
                  onClose();
                }}
              >
                <bdi>{notice.customerName ?? words.unknownCustomer}</bdi>
              </Link>
            ) : (
              <span className={styles.name}>
                <bdi>{notice.customerName ?? words.unknownCustomer}</bdi>
              </span>
            )}
            <Caption1 className={styles.quiet}>
              {notice.at === null ? list.noLongerYours : list.expiredAt({ time: formats.time(notice.at) })}
            </Caption1>
          </li>
        ))}
      </ul>
    </DialogFrame>
  );
}
