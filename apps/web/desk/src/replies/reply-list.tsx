import { Button, Caption1, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import type { OwnQuickReply } from '@rejoin/client';
import { useState } from 'react';
import { plain } from '../../../kit/plain';
import { useDeskWords } from '../words/words';
import { useReplyWords } from './words/words';

interface Props {
  readonly items: readonly OwnQuickReply[];
  onAdd(): void;
  onEdit(reply: OwnQuickReply): void;
  onRemove(reply: OwnQuickReply): void;
}

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  search: { flexGrow: 1, maxWidth: 'none' },
  items: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '45vh', overflowY: 'auto' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  body: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
  },
});

/** Lists and searches the agent's own quick replies. */
export function ReplyList({ items, onAdd, onEdit, onRemove }: Props) {
  const styles = useStyles();
  const words = useReplyWords();
  const { title } = useDeskWords().replies;
  const [search, setSearch] = useState('');
  const wanted = plain(search.trim());
  const found = items.filter(({ title, body }) => plain(`${title} ${body}`).includes(wanted));
  return (
    <div className={styles.box}>
      <div className={styles.tools}>
        <SearchBox
          className={styles.search}
          aria-label={words.search}
          placeholder={words.search}
          maxLength={200}
          value={search}
          onChange={(_, { value }) => {
            setSearch(value);
          }}
        />
        <Button icon={<AddRegular />} onClick={onAdd}>
          {words.add}
        </Button>
      </div>
      <Text role="status">{items.length === 0 ? words.none : found.length === 0 ? words.noMatch : ''}</Text>
      {found.length > 0 && (
        // The tab stop allows scrolling by keyboard.
        <ul className={styles.items} aria-label={title} tabIndex={0}>
          {found.map((reply) => (
            <li key={reply.quickReplyId} className={styles.item}>
              <span className={styles.text}>
                <Text weight="semibold" dir="auto">
                  {reply.title}
                </Text>
                <Caption1 className={styles.body} dir="auto">
                  {reply.body}
                </Caption1>
              </span>
              <Button
                appearance="subtle"
                icon={<EditRegular />}
                aria-label={words.edit({ title: reply.title })}
                onClick={() => {
                  onEdit(reply);
                }}
              />
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={words.remove({ title: reply.title })}
                onClick={() => {
                  onRemove(reply);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
