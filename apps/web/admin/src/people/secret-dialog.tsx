import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Text,
} from '@fluentui/react-components';
import { CopyButton } from '../shell/copy-button';
import { useAdminWords } from '../words/words';

interface Props {
  readonly title: string;
  /** The values to copy, with their labels. */
  readonly values: readonly (readonly [label: string, value: string])[];
  onClose(): void;
}

/** Shows a new secret. It cannot be shown again. */
export function SecretDialog({ title, values, onClose }: Props) {
  const words = useAdminWords();
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
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
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary">{words.services.kept}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
