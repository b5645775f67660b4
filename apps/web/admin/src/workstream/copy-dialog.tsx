import {
  Button,
  DialogTrigger,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Spinner,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogFrame } from '../../../kit/dialog-frame';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useSentence } from '../../../kit/sentence';
import { useToasts } from '../../../kit/toasts';
import { newId } from '../api/api';
import type { Kinds, SavedItem } from '../api/kinds';
import { useNavigation } from '../route/navigation';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields } from '../words/words';

interface Props {
  readonly workstream: SavedItem<Kinds['workstreams']>;
  onClose(): void;
}

const longestName = 200;

/** Copies a workstream, and opens the copy. */
export function CopyDialog({ workstream, onClose }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { cancel } = useWords(kitWords);
  const sentence = useSentence();
  const toasts = useToasts();
  const { api } = useConsole();
  const { go } = useNavigation();
  // Asked again after a lost answer, the service finds the copy that it has made.
  const [copyId] = useState(newId);
  const [name, setName] = useState(() =>
    words.workstream.copyName({ name: workstream.settings.name }).slice(0, longestName),
  );
  const [withAgents, setWithAgents] = useState(false);
  const copying = useMutation({
    mutationFn: () => api.copyWorkstream(workstream.id, copyId, { name: name.trim(), withAgents }),
    onSuccess: () => {
      onClose();
      toasts.succeeded(words.workstream.copied({ name: name.trim() }));
      go({ at: 'workstream', workstreamId: copyId });
    },
  });
  const { isPending, error, mutate } = copying;
  return (
    <DialogFrame
      title={words.workstream.copy}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{cancel}</Button>
          </DialogTrigger>
          <Button
            appearance="primary"
            disabledFocusable={isPending || name.trim() === ''}
            {...(isPending ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
            onClick={() => {
              mutate();
            }}
          >
            {words.workstream.copyAction}
          </Button>
        </>
      }
      onClose={onClose}
    >
      <Text block style={{ marginBlockEnd: tokens.spacingVerticalM }}>
        {words.workstream.copyIntro}
      </Text>
      {error && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{sentence(error)}</MessageBarBody>
        </MessageBar>
      )}
      <Field label={fields['/name']} required>
        <Input
          value={name}
          maxLength={longestName}
          onChange={(_, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <Switch
        label={words.workstream.copyAgents}
        checked={withAgents}
        onChange={(_, { checked }) => {
          setWithAgents(checked);
        }}
      />
    </DialogFrame>
  );
}
