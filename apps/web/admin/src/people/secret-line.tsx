import { Button } from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { useAdminWords } from '../words/words';
import type { ServiceSecret } from './service-accounts';

interface Props {
  readonly accountName: string;
  readonly secret: ServiceSecret;
  onRemove(): void;
}

/** A secret of a service account: its last characters, when it expires and when it was last used. */
export function SecretLine({ accountName, secret, onRemove }: Props) {
  const words = useAdminWords();
  const formats = useFormats();
  return (
    <div>
      <bdi dir="ltr">…{secret.hint}</bdi>{' '}
      {words.services.expires({ when: formats.dateTime(secret.expiresAt) })}{' '}
      {secret.lastUsedAt === null
        ? words.services.neverUsed
        : words.services.lastUsed({ when: formats.dateTime(secret.lastUsedAt) })}{' '}
      <Button
        size="small"
        aria-label={words.removeOf({ name: `${accountName} …${secret.hint}` })}
        onClick={onRemove}
      >
        {words.services.removeSecret}
      </Button>
    </div>
  );
}
