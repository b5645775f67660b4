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
import type { WithSecret } from './service-accounts';

/** Shows the client's id and a secret that was made just now: it is not to be had again. */
export function SecretDialog({ made, onClose }: { made: WithSecret; onClose(): void }) {
  const words = useAdminWords();
  const values = [
    [words.services.clientId, made.serviceAccountId],
    [words.services.secret, made.secret],
    [words.services.tokenAddress, new URL('/oauth/token', location.href).href],
  ] as const;
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.services.secretOf(made.name)}</DialogTitle>
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
