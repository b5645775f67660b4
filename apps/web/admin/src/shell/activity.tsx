import { Badge } from '@fluentui/react-components';
import { useAdminWords } from '../words/words';

/** Shows whether a resource is active or inactive. */
export function Activity({ isActive }: { isActive: boolean }) {
  const words = useAdminWords();
  return isActive ? (
    <Badge appearance="tint" color="success" size="large">
      {words.active}
    </Badge>
  ) : (
    <Badge appearance="tint" color="informative" size="large">
      {words.inactive}
    </Badge>
  );
}
