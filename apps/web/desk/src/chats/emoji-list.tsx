import {
  Button,
  Caption1Strong,
  makeStyles,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useDeskWords } from '../words/words';

/** Emoji that support people use. Assistive technologies read their names. */
const groups = {
  smileys: '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 🥰 😍 😘 😋 😎 🤓 🤔 🤗 😐 😕 🙁 😟 😢 😭 😮 😱 😴 😷 🤒 🥳',
  gestures: '👍 👎 👌 ✌️ 🤞 🤝 👏 🙌 🙏 💪 👋 👉 👈 👆 👇 ☝️ ✍️ 🤷 🙋 🤦',
  symbols: '❤️ 🧡 💛 💚 💙 💜 💯 ✅ ❌ ❗ ❓ ⚠️ ⭐ 🔥 🎉 🎁 🏆 💡 🔔 🔒',
  objects: '📦 🚚 🛒 💳 🧾 📞 📱 💻 🖨️ 📧 📎 📅 ⏰ 🔧 🔍 🔗 🏠 ✈️ 🚗 ☕',
} as const;

const useStyles = makeStyles({
  list: { width: '296px', maxWidth: '80vw', maxHeight: '260px', overflowY: 'auto' },
  group: { display: 'flex', flexWrap: 'wrap', marginBlockEnd: tokens.spacingVerticalS },
  one: { minWidth: '36px', width: '36px', height: '36px', padding: 0, fontSize: tokens.fontSizeBase500 },
});

/** The emoji to choose from, by group. Arrow keys move between them. */
export function EmojiList({ onChoose }: { onChoose(emoji: string): void }) {
  const styles = useStyles();
  const words = useDeskWords();
  const list = useRef<HTMLDivElement>(null);
  // The surface is mounted open, and may be too early to move the focus into the list.
  useEffect(() => {
    list.current?.querySelector('button')?.focus();
  }, []);
  const arrows = useArrowNavigationGroup({ axis: 'grid-linear', memorizeCurrent: true });
  return (
    <div ref={list} className={styles.list} {...arrows}>
      {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
        <div key={group} role="group" aria-label={words.emoji.groups[group]}>
          <Caption1Strong aria-hidden>{words.emoji.groups[group]}</Caption1Strong>
          <div className={styles.group}>
            {groups[group].split(' ').map((emoji) => (
              <Button
                key={emoji}
                appearance="subtle"
                className={styles.one}
                onClick={() => {
                  onChoose(emoji);
                }}
              >
                {emoji}
              </Button>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
