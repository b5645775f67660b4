import { Badge } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { partsOf } from '../view/slug';
import { useDeskWords } from '../words/words';

/** Text as text; the place of a reconnect link as a chip, since its address is for the customer alone. */
export function TextWithLinks({ text }: { text: string }) {
  const words = useDeskWords();
  return partsOf(text).map((part, index) => (
    <Fragment key={index}>
      {part ?? (
        <Badge appearance="tint" color="brand" icon={<LinkRegular />} title={words.linkSent}>
          {words.link}
        </Badge>
      )}
    </Fragment>
  ));
}
