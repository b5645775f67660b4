import { Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import { Refusal } from '@rejoin/client';
import { useSentence } from '../../../kit/sentence';
import { useDesk, useDeskView } from '../desk/use-desk';
import type { Unsent } from '../view/kept-work';
import { useDeskWords } from '../words/words';
import { Bubble } from './bubble';
import { TextWithLinks } from './text-with-links';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'end',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
    marginTop: tokens.spacingVerticalXS,
  },
  refused: { display: 'flex', flexDirection: 'column', alignItems: 'end', gap: tokens.spacingVerticalXS },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

/** Renders a message that is being sent, or one that was refused with the reason and the available actions. */
export function UnsentMessage({ unsent }: { unsent: Unsent }) {
  const styles = useStyles();
  const words = useDeskWords();
  const sentence = useSentence();
  const desk = useDesk();
  const { id, conversationId, text, refused } = unsent;
  const state = useDeskView(
    ({ desk: { conversations } }) => conversations.get(conversationId)?.snapshot?.state,
  );
  const edit = () => {
    const draft = desk.getView().work.drafts[conversationId] ?? '';
    desk.messages.discard(id);
    desk.messages.draft(conversationId, draft.trim() === '' ? text : `${draft}\n${text}`);
  };
  return (
    <Bubble
      from="me"
      isFaint={refused === null}
      foot={
        refused === null ? (
          <span className={styles.foot}>
            <Spinner size="extra-tiny" aria-hidden />
            <Caption1>{words.sending}</Caption1>
          </span>
        ) : (
          <span className={styles.refused} role="alert">
            <span className={styles.foot}>
              <ErrorCircleRegular className={styles.failed} aria-hidden />
              <Caption1 className={styles.failed}>
                {words.notSent}: {sentence(new Refusal(refused, ''))}
              </Caption1>
            </span>
            <span className={styles.foot}>
              <Button
                size="small"
                onClick={() => {
                  desk.messages.sendAgain(unsent);
                }}
              >
                {words.retry}
              </Button>
              {state === 'active' && (
                <Button size="small" onClick={edit}>
                  {words.takeBack}
                </Button>
              )}
              <Button
                size="small"
                appearance="subtle"
                onClick={() => {
                  desk.messages.discard(id);
                }}
              >
                {words.discard}
              </Button>
            </span>
          </span>
        )
      }
    >
      <TextWithLinks text={text} />
    </Bubble>
  );
}
