import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useAdminWords } from '../words/words';

/** Copies a text to the clipboard, and confirms it. */
export function CopyButton({ text }: { text: string }) {
  const words = useAdminWords();
  const [copied, setCopied] = useState<string>();
  const isCopied = copied === text;
  return (
    <Button
      icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(text);
        });
      }}
    >
      <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
    </Button>
  );
}
