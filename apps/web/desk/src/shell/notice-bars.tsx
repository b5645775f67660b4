import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useFormats, usePersonText } from '../../../kit/language';
import { laterOverlay } from '../../../kit/later';
import { useDesk } from '../desk/use-desk';
import { DismissButton } from './dismiss-button';
import { goToChat } from '../desk/use-route';
import type { Notice } from '../view/notices';
import { useListWords } from '../words/use-list-words';
import { useDeskWords } from '../words/words';

const LaterReviewDialog = laterOverlay(() =>
  import('./review-dialog').then(({ ReviewDialog }) => ReviewDialog),
);

/** Shows the events that the agent has missed, one message bar for each kind of event. */
export function NoticeBars({ notices }: { notices: readonly Notice[] }) {
  const words = useDeskWords();
  const list = useListWords();
  const [isReviewed, setReviewed] = useState(false);
  const formats = useFormats();
  const person = usePersonText();
  const nameOf = ({ customerName }: Notice) =>
    customerName === null ? words.unknownCustomer : person(customerName);
  const expired = notices.filter(({ kind }) => kind === 'expired');
  const left = notices.filter(({ kind }) => kind === 'left');
  const review = (
    <Button
      size="small"
      onClick={() => {
        setReviewed(true);
      }}
    >
      {list.review}
    </Button>
  );
  const [first] = expired;
  const [gone] = left;
  return (
    <>
      {first && (
        <Bar notices={expired} action={expired.length > 1 ? review : <OpenChatButton notice={first} />}>
          {expired.length > 1
            ? list.expiredMany({ count: expired.length })
            : words.expiredNotice({
                customer: nameOf(first),
                time: first.at === null ? '' : formats.time(first.at),
              })}
        </Bar>
      )}
      {gone && (
        <Bar notices={left} action={left.length > 1 && review}>
          {left.length > 1
            ? list.leftMany({ count: left.length })
            : words.leftNotice({ customer: nameOf(gone) })}
        </Bar>
      )}
      {isReviewed && (
        <LaterReviewDialog
          notices={notices}
          onClose={() => {
            setReviewed(false);
          }}
        />
      )}
    </>
  );
}

function OpenChatButton({ notice }: { notice: Notice }) {
  const words = useDeskWords();
  const desk = useDesk();
  return (
    <Button
      size="small"
      onClick={() => {
        goToChat(notice.conversationId);
        desk.dismiss([notice.id]);
      }}
    >
      {words.look}
    </Button>
  );
}

function Bar({
  notices,
  action,
  children,
}: {
  notices: readonly Notice[];
  action: ReactNode;
  children: ReactNode;
}) {
  const desk = useDesk();
  return (
    <MessageBar intent="info" shape="square" layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
      <MessageBarActions
        containerAction={
          <DismissButton
            onClick={() => {
              desk.dismiss(notices.map(({ id }) => id));
            }}
          />
        }
      >
        {action}
      </MessageBarActions>
    </MessageBar>
  );
}
