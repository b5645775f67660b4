import { Button, Text } from '@fluentui/react-components';
import { DialogFrame } from '../../../kit/dialog-frame';
import { CopyButton } from '../shell/copy-button';
import { useAdminWords } from '../words/words';

interface Props {
  readonly title: string;
  /** The values to copy, with their labels. */
  readonly values: readonly (readonly [label: string, value: string])[];
  onClose(): void;
}

/** Shows a new secret. It cannot be shown again, so a click outside or Escape does not close it. */
export function SecretDialog({ title, values, onClose }: Props) {
  const words = useAdminWords();
  return (
    <DialogFrame
      title={title}
      actions={
        <Button appearance="primary" onClick={onClose}>
          {words.services.kept}
        </Button>
      }
    >
      <p>{words.services.onceOnly}</p>
      {values.map(([label, value]) => (
        <p key={label}>
          <Text weight="semibold">{label}</Text>
          <br />
          <bdi dir="ltr" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </bdi>{' '}
          <CopyButton text={value} />
        </p>
      ))}
    </DialogFrame>
  );
}
